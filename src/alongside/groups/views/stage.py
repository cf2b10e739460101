"""The page of an event: what is asked and said there, the moderators' queue, and each one's own part in it."""

from functools import partial
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.views.pages import Words, answer, done
from alongside.groups import services
from alongside.groups.enums import Use
from alongside.groups.forms import HideForm
from alongside.groups.models import Event, Membership
from alongside.groups.pausing import paused_html
from alongside.groups.policies import access_standing
from alongside.groups.sealing import EVENT_LINE
from alongside.groups.stage.details import Order
from alongside.groups.stage.forms import LineForm, QuestionForm
from alongside.groups.stage.page import answered_of, parts_of, stage_of
from alongside.groups.stage.policies import access_event, access_line
from alongside.groups.stage.things import NAMELESS
from alongside.groups.stage.view import care_of, cries_in_queue, event_view
from alongside.groups.unheard import unheard_of
from alongside.groups.views.hiding import hiding
from alongside.groups.views.sending import A_PAUSE, heard_in_group, said, said_of_cry, sent
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Invalid
from alongside.kernel.ids import read_id
from alongside.kernel.sealed import unseal
from alongside.safety.asking import TO_MODERATORS
from alongside.ui import phrases
from alongside.ui.errors import gives_back


@person_required
@require_safe
def show(request: PersonRequest, slug: str, event_id: UUID) -> HttpResponse:
    """Show an event: before it, while it is on, and what it brought."""
    standing = access_standing(request.user, slug)
    services.note_visit(standing, now=current_time())
    return _page(request, standing, access_event(standing, event_id))


def _page(
    request: PersonRequest, standing: Membership, event: Event, form: QuestionForm | LineForm | None = None
) -> HttpResponse:
    """Show an event, with the form that cannot be used as it is if there is one."""
    view, unheard = event_view(standing, event, now=current_time()), unheard_of(standing)
    context: dict[str, Any] = {
        "refused": form.led_to if form else "",
        "group": standing.group,
        "slug": standing.group.slug,
        "event": event,
        "view": view,
        "me": standing,
        "unheard": unheard,
        "paused": paused_html(standing, now=current_time()) if view.may_add else "",
        "ask_form": form if isinstance(form, QuestionForm) else QuestionForm(),
        "said_of_cry": _said_of_question(standing, view.cried),
        "line_form": form if isinstance(form, LineForm) else LineForm(),
    }
    if view.is_over:
        context["answered"] = answered_of(event, unheard=unheard)
        context["cries"] = cries_in_queue(standing, event, now=current_time())
    if view.may_add:
        stage = stage_of(event, unheard=unheard)
        context["parts"] = parts_of(stage, voted=view.voted, asked=view.asked, me=standing.id)
    if view.speaks:
        context["care"] = care_of(standing, event, now=current_time())
    return answer(request, "groups/stage/event.html", context, form or Form())


def _said_of_question(standing: Membership, words: str) -> str:
    return said_of_cry(standing, words, may_change=False, usual=TO_MODERATORS) if words else ""


@person_required
@require_POST
@heard_in_group(QuestionForm)
def ask(request: PersonRequest, slug: str, event_id: UUID) -> HttpResponse:
    """Ask something."""
    standing = access_standing(request.user, slug)
    event = access_event(standing, event_id)
    form = QuestionForm(request.POST)

    def save() -> None:
        data = form.cleaned_data
        services.ask_question(
            actor=request.user,
            slug=slug,
            event_id=event_id,
            words=data["words"],
            is_anonymous=data["is_anonymous"],
            now=current_time(),
        )

    if not sent(form, save, standing, who=NAMELESS if "is_anonymous" in request.POST else None):
        return _page(request, standing, event, form)
    # Whom to turn to stands below it, and stays: said at the top as well, it would be there twice.
    to = _back(slug, event_id, "right-now" if form.is_heavy() else "ask")
    return done(request, to, _("Your question is with those who moderate."))


def _back(slug: str, event_id: UUID, part: str = "") -> str:
    return reverse("group-event", args=[slug, event_id]) + (f"#{part}" if part else "")


@person_required
@require_POST
def take_back(request: PersonRequest, slug: str, event_id: UUID, question_id: UUID) -> HttpResponse:
    """Take back what one asked."""
    services.take_question_back(
        actor=request.user, slug=slug, event_id=event_id, question_id=question_id, now=current_time()
    )
    return done(request, _back(slug, event_id, "ask"), phrases.IT_IS_DELETED)


def _question(request: PersonRequest, name: str) -> UUID:
    return read_id(request.POST.get(name, ""), refusal=Invalid(phrases.FORM_LOST))


def _done(request: PersonRequest, slug: str, event_id: UUID, sentence: Words | None = None) -> HttpResponse:
    """Lead back; a script that asks is told that it is done, and nothing else."""
    if request.headers.get("X-Requested-With") == "stage":
        return HttpResponse(status=204)
    return done(request, _back(slug, event_id), sentence) if sentence else redirect("group-event", slug, event_id)


@person_required
@require_POST
def hear(request: PersonRequest, slug: str, event_id: UUID) -> HttpResponse:
    """Say that one would like to hear a question, or no more."""
    wants = "want" in request.POST
    services.want_to_hear(
        actor=request.user,
        slug=slug,
        event_id=event_id,
        question_id=_question(request, "want" if wants else "unwant"),
        wants=wants,
        now=current_time(),
    )
    return _done(request, slug, event_id, phrases.CHANGES_KEPT)


@person_required
@require_safe
def care(request: PersonRequest, slug: str, event_id: UUID) -> HttpResponse:
    """Show those who speak what comes next and those who moderate the queue; nothing to everybody else."""
    standing = access_standing(request.user, slug)
    event = access_event(standing, event_id)
    view = event_view(standing, event, now=current_time())
    if not view.speaks:
        return HttpResponse()
    context = {"slug": slug, "event": event, "view": view, "me": standing}
    context["care"] = care_of(standing, event, now=current_time())
    return render(request, "groups/stage/care.html", context)


@person_required
@require_POST
def act(request: PersonRequest, slug: str, event_id: UUID) -> HttpResponse:
    """Do something with a question of the queue: what, and with which, is said by the button that was pressed."""
    into = _question(request, "into") if request.POST.get("act") == "merge" else None
    order = Order(request.POST.get("act", ""), _question(request, "question"), into)
    services.act_on_question(actor=request.user, slug=slug, event_id=event_id, order=order, now=current_time())
    return _done(request, slug, event_id)


@person_required
@require_POST
@heard_in_group(LineForm)
def say(request: PersonRequest, slug: str, event_id: UUID) -> HttpResponse:
    """Say something on the stage."""
    standing = access_standing(request.user, slug)
    event = access_event(standing, event_id)
    form = LineForm(request.POST)

    def save() -> None:
        words = form.cleaned_data["words"]
        services.say_line(actor=request.user, slug=slug, event_id=event_id, words=words, now=current_time())

    if not sent(form, save, standing, refused=A_PAUSE):
        return _page(request, standing, event, form)
    heavy = said(form, standing, "")
    return done(request, _back(slug, event_id, "top"), heavy) if heavy else _done(request, slug, event_id)


@person_required
@require_POST
def delete_line(request: PersonRequest, slug: str, event_id: UUID, line_id: UUID) -> HttpResponse:
    """Take a line of one's own away."""
    services.delete_line(actor=request.user, slug=slug, event_id=event_id, line_id=line_id, now=current_time())
    return _done(request, slug, event_id, phrases.IT_IS_DELETED)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(HideForm)
def hide_line(request: PersonRequest, slug: str, event_id: UUID, line_id: UUID) -> HttpResponse:
    """Hide what somebody else said on the stage, and say why."""
    standing = access_standing(request.user, slug, to=Use.MODERATE)
    line = access_line(standing, access_event(standing, event_id), line_id)
    hide_it = partial(services.hide_said, slug=slug, event_id=event_id, line_id=line_id)
    words = unseal(line.words_sealed, what=EVENT_LINE) or ""
    return hiding(request, line.membership, words, _back(slug, event_id), hide_it)
