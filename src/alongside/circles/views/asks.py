"""Asking somebody of one's circle for more, and answering: the owner's page, and two buttons at the other end."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles import links, services
from alongside.circles.asks_forms import AskForm
from alongside.circles.asks_queries import after_yes, changes_words, on_owners_clock
from alongside.circles.details import AskDetails
from alongside.circles.enums import Support, TieUse
from alongside.circles.models import Supporter, Tie
from alongside.circles.names import names_of
from alongside.circles.next_steps_wording import hours_of_value
from alongside.circles.own_hours import own_hours_of
from alongside.circles.policies import access_tie
from alongside.circles.services.asks import check_may_ask, hours_asked
from alongside.circles.views.contact import contact_required
from alongside.circles.views.pages import answer, done, saved
from alongside.circles.wording import GIVEN, hours_said, hours_words
from alongside.kernel.clock import current_time
from alongside.kernel.errors import NotFound
from alongside.ui import phrases
from alongside.ui.errors import gives_back

AGREED = gettext_lazy("Thank you. It is part of what you offer them now.")
NOT_NOW = gettext_lazy("That is all right. They are told kindly, and nobody asks you for a reason.")


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(AskForm)
def ask(request: PersonRequest, tie_id: UUID, support: str) -> HttpResponse:
    """Show exactly what somebody would read, take a word to it, and ask them."""
    tie = access_tie(request.user, tie_id, to=TieUse.ASK)
    if support not in Support.values:
        raise NotFound
    hours = hours_of_value(request.GET.get("hours", ""))
    check_may_ask(tie, current_time())
    form = AskForm(request.POST if request.method == "POST" else None)

    def save() -> None:
        details = form.details(support, hours)
        services.ask_tie(actor=request.user, tie_id=tie_id, ask=details, now=current_time())

    if form.is_bound and saved(form, save):
        return done(request, reverse("circle"), phrases.THEY_ARE_ASKED)
    context = {"form": form, **asked(tie, AskDetails(support, hours))}
    return answer(request, "circles/ask.html", context, form)


def asked(tie: Tie, details: AskDetails) -> dict[str, object]:
    """Return what the page of an ask shows: what they read, in their time, and the same hours in the owner's."""
    now, supporter = current_time(), tie.supporter
    wanted = hours_asked(tie, details, now)
    then = after_yes(tie, own_hours_of([tie]).get(tie.id, {}), details.support, wanted)
    theirs = then if wanted is None else frozenset(wanted)
    own = on_owners_clock(tie, theirs, now)
    return {
        "name": names_of([tie]).get(tie.id, ""),
        "tie": tie,
        "support_words": GIVEN[Support(details.support)],
        "their_hours": hours_words(theirs),
        "changes": changes_words(tie, details.support, wanted, then),
        "own_hours": "" if own == theirs else hours_said(own),
        "is_told": supporter is not None and (supporter.person_id is not None or supporter.email_sealed is not None),
    }


@person_required
@require_POST
def take_back(request: PersonRequest, ask_id: UUID) -> HttpResponse:
    """Take back what was asked and not answered."""
    services.take_back_ask(actor=request.user, ask_id=ask_id, now=current_time())
    return done(request, reverse("circle"), _("It is taken back. They do not see it any more."))


@person_required
@require_POST
def agree(request: PersonRequest, ask_id: UUID) -> HttpResponse:
    """Say yes to what one is asked for."""
    services.agree_to_ask(actor=request.user, ask_id=ask_id, now=current_time())
    return done(request, reverse("supporting"), AGREED)


@person_required
@require_POST
def not_now(request: PersonRequest, ask_id: UUID) -> HttpResponse:
    """Say "not now"."""
    services.say_not_now(actor=request.user, ask_id=ask_id, now=current_time())
    return done(request, reverse("supporting"), NOT_NOW)


@require_POST
@contact_required
def agree_as_contact(request: HttpRequest, contact: Supporter, ask_id: UUID) -> HttpResponse:
    """Say yes without an account."""
    services.agree_to_ask(actor=contact, ask_id=ask_id, now=current_time())
    return done(request, links.contact_path(contact.id), AGREED)


@require_POST
@contact_required
def not_now_as_contact(request: HttpRequest, contact: Supporter, ask_id: UUID) -> HttpResponse:
    """Say "not now" without an account."""
    services.say_not_now(actor=contact, ask_id=ask_id, now=current_time())
    return done(request, links.contact_path(contact.id), NOT_NOW)
