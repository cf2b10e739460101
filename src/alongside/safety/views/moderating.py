"""The moderators' queue: one case, taking it on, deciding, a second person, appeals, and care for whoever does it."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.views.pages import Page, answer, confirm_page, done, saved
from alongside.kernel.clock import current_time
from alongside.kernel.errors import NotFound
from alongside.safety import services
from alongside.safety.acts import done_each
from alongside.safety.case_page import appeal_words, case_view, dangers_of_appeal, proposal_words
from alongside.safety.enums import Act, Shows
from alongside.safety.evidence import bytes_of
from alongside.safety.forms import AnswerForm, DecisionForm, EndForm, ProposalForm, WordForm
from alongside.safety.models import Case
from alongside.safety.policies import (
    access_appeal,
    access_case,
    access_exhibit,
    access_own_proposal,
    access_proposal,
    check_moderates,
    may_see_queue,
    may_write_to,
    own_proposals,
)
from alongside.safety.queue import queue_of
from alongside.safety.waits import handled_this_week
from alongside.safety.words.danger import sounds_like_danger
from alongside.ui import phrases
from alongside.ui.errors import gives_back
from alongside.ui.pictures.views import seen
from alongside.ui.voice.views import played


@person_required
@require_safe
def queue(request: PersonRequest) -> HttpResponse:
    """Show what waits for the reader."""
    check_moderates(request.user)
    page = request.GET.get("page", "")
    number = int(page) if page.isdecimal() and len(page) < 5 else 1
    context = {"queue": queue_of(request.user, page=max(number, 1), now=current_time())}
    return render(request, "safety/queue.html", context)


@person_required
@require_safe
def care(request: PersonRequest) -> HttpResponse:
    """Show a moderator what they carried within a week, and what is there for themself."""
    check_moderates(request.user)
    taken, handed = handled_this_week(request.user, now=current_time())
    return render(request, "safety/care.html", {"taken": taken, "handed": handed})


@person_required
@require_safe
def case(request: PersonRequest, case_id: UUID) -> HttpResponse:
    """Show a case, what was written in it folded until it is opened; what is urgent, open to whoever looks after it."""
    row = access_case(request.user, case_id, now=current_time())
    return _case_page(request, row, EndForm(row))


def _case_page(request: PersonRequest, row: Case, sent: WordForm | DecisionForm | EndForm) -> HttpResponse:
    """Show a case with its forms, of which one was `sent` and refused, or none."""
    actor, view = request.user, case_view(row, request.user, now=current_time())
    context = {
        "view": view,
        # What was typed stays, also where the hour that they had it is over.
        "is_mine": view.is_mine or (sent.is_bound and view.is_open and not view.who),
        "word": sent if isinstance(sent, WordForm) else WordForm() if may_write_to(actor, row) else None,
        "form": sent if isinstance(sent, DecisionForm) else DecisionForm(actor, row, now=current_time()),
        "ends": sent if isinstance(sent, EndForm) else EndForm(row),
    }
    return answer(request, "safety/case.html", context, sent)


@person_required
@require_http_methods(["POST"])
@gives_back(DecisionForm, WordForm)
def decide(request: PersonRequest, case_id: UUID) -> HttpResponse:
    """Decide about a case."""
    row = access_case(request.user, case_id, now=current_time())
    is_word = request.POST.get("act") == Act.WRITE and may_write_to(request.user, row)
    decision = DecisionForm(request.user, row, request.POST, now=current_time())
    form = WordForm(request.POST) if is_word else decision

    def save() -> None:
        services.decide(actor=request.user, case_id=case_id, choice=form.choice(), now=current_time())

    if saved(form, save):
        is_proposed = form.choice().act == Act.REMOVE
        said = _("It waits for a second person.") if is_proposed else _("It is done. Is anything else needed?")
        # What was refused comes back at its form; a browser would take that place along to what follows.
        return done(request, reverse("moderate-case", args=[case_id]) + "#top", said)
    return _case_page(request, row, form)


@person_required
@require_safe
def exhibit(request: PersonRequest, exhibit_id: UUID) -> HttpResponse:
    """Show a picture, or play a voice note, that somebody showed with a report."""
    row = access_exhibit(request.user, exhibit_id, now=current_time())
    data = bytes_of(row)
    return seen(data) if row.shows == Shows.PICTURE else played(request, data)


# What is said when it is done; that a case is the reader's own, its page says.
MOVES: dict[str, tuple[Callable[..., object], Promise | None]] = {
    "claim": (services.claim_case, None),
    "release": (services.release_case, gettext_lazy("It is back for the others. Thank you for looking.")),
}


@person_required
@require_POST
def move(request: PersonRequest, case_id: UUID, move: str) -> HttpResponse:
    """Take a case on, give it back, be done with it."""
    if move == "close":
        return _close(request, case_id)
    if move not in MOVES:
        raise NotFound
    do, said = MOVES[move]
    do(actor=request.user, case_id=case_id, now=current_time())
    return done(request, reverse("moderate"), said) if said else redirect("moderate-case", case_id)


def _close(request: PersonRequest, case_id: UUID) -> HttpResponse:
    """Be done with a case; of what is urgent, say first that it was read, and whether somebody answered."""
    row = access_case(request.user, case_id, now=current_time())
    form = EndForm(row, request.POST)

    def save() -> None:
        said = {"answered": form.cleaned_data.get("answered", ""), "shown": form.shown()}
        services.close_case(actor=request.user, case_id=case_id, **said, now=current_time())

    if saved(form, save):
        return done(request, reverse("moderate"), _("It is done. Thank you."))
    return _case_page(request, row, form)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def hard(request: PersonRequest, case_id: UUID) -> HttpResponse:
    """Hand a case over because it is hard, and be looked after."""
    access_case(request.user, case_id, now=current_time())
    if request.method == "POST":
        services.hand_over(actor=request.user, case_id=case_id, now=current_time())
        return done(request, reverse("moderate-care"), _("The others have it. You do not see it again."))
    lead = _("You need not say why. Somebody else takes it, and you do not see it again.")
    back = reverse("moderate-case", args=[case_id])
    return confirm_page(request, Page(_("Is this one hard?"), _("Hand it to somebody else"), back, (lead,)))


@person_required
@require_POST
def lift(request: PersonRequest, case_id: UUID, decision_id: UUID) -> HttpResponse:
    """Undo what was decided."""
    services.lift(actor=request.user, case_id=case_id, decision_id=decision_id, now=current_time())
    return done(request, reverse("moderate-case", args=[case_id]), _("It is undone."))


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(ProposalForm)
def proposal(request: PersonRequest, decision_id: UUID) -> HttpResponse:
    """Show a removal that waits for a second person; confirm it or not. Who proposed it can take it back."""
    now = current_time()
    if "confirms" not in request.POST and own_proposals(request.user).filter(id=decision_id).exists():
        return _own_proposal(request, decision_id)
    row = access_proposal(request.user, decision_id, now=now)
    confirms = request.POST.get("confirms") == "yes"
    sent = request.POST if request.method == "POST" else None
    form = ProposalForm(request.user, row, sent, confirms=confirms, now=now)

    def save() -> None:
        services.answer_proposal(actor=request.user, decision_id=decision_id, confirms=confirms, **form.said(), now=now)

    if form.is_bound and saved(form, save):
        said = _("It is done, and they are told.") if confirms else _("It is not done. Nobody is told.")
        return done(request, reverse("moderate"), said)
    view = case_view(row.case, request.user, now=now)
    shown = next(one for one in view.decisions if one.id == row.id)
    context = {"view": view, "decision": shown, "form": form}
    return answer(request, "safety/proposal.html", context, form)


def _own_proposal(request: PersonRequest, decision_id: UUID) -> HttpResponse:
    back = reverse("moderate" if may_see_queue(request.user) else "own-reports")
    if request.method == "POST":
        services.take_proposal_back(actor=request.user, decision_id=decision_id, now=current_time())
        return done(request, back, phrases.IT_IS_TAKEN_BACK)
    what, why = proposal_words(access_own_proposal(request.user, decision_id))
    lead = (what, why, phrases.WAITS_TO_BE_TAKEN_BACK)
    return confirm_page(request, Page(_("Take back what you proposed?"), phrases.TAKE_IT_BACK, back, lead))


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(AnswerForm)
def appeal(request: PersonRequest, appeal_id: UUID) -> HttpResponse:
    """Show what somebody says about what was decided about them; answer it."""
    row = access_appeal(request.user, appeal_id, now=current_time())
    form = AnswerForm(request.POST if request.method == "POST" else None)

    def save() -> None:
        data, now = form.cleaned_data, current_time()
        grants = data["grants"] == "yes"
        services.answer_appeal(actor=request.user, appeal_id=appeal_id, grants=grants, answer=data["answer"], now=now)

    if form.is_bound and saved(form, save):
        return done(request, reverse("moderate"), _("It is answered, and they are told."))
    now = current_time()
    dangers = dangers_of_appeal(request.user, row, now=now)
    view = replace(case_view(row.decision.case, request.user, now=now), dangers=dangers)
    why, said = appeal_words(row)
    context = {"view": view, "form": form, "why": why, "said": said, "act": done_each([row.decision], now=now)[0]}
    context["is_heavy"] = sounds_like_danger(said)
    return answer(request, "safety/appeal.html", context, form)
