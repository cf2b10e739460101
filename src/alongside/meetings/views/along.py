"""Going with someone: whom the owner asks along, and the answers of whoever is asked."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.accounts.models import Person
from alongside.circles import links
from alongside.circles.choosing import people_of
from alongside.circles.models import Supporter
from alongside.circles.policies import SupportingActor
from alongside.circles.views.contact import contact_required
from alongside.circles.views.pages import Page, answer, done, form_page, saved
from alongside.kernel.clock import current_time
from alongside.kernel.errors import NotFound
from alongside.meetings import services
from alongside.meetings.along_page import dates_to_ask_for
from alongside.meetings.mine_forms import AlongForm, ReminderForm
from alongside.meetings.mine_page import has_a_way
from alongside.meetings.policies import access_along, access_asked_along, access_saved
from alongside.meetings.words import when_words
from alongside.notifications.queries import can_be_told
from alongside.ui import phrases
from alongside.ui.context import country_of
from alongside.ui.countries import written_as_in
from alongside.ui.errors import gives_back

ANSWERS = {
    "yes": _("Thank you. Here you see when and where, until it is over."),
    "yes-pick-up": _("Thank you. They read that you could pick them up, and say whether they would like that."),
    "not-now": _("That is all right, and it needs no reason. They are told."),
}


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(AlongForm)
def ask(request: PersonRequest, saved_id: UUID) -> HttpResponse:
    """Choose who is asked to come along, and on which date."""
    row = access_saved(request.user, saved_id)
    with written_as_in(country_of(request)):
        people, dates = people_of(request.user), dates_to_ask_for(row, now=current_time())
    typed = request.POST if request.method == "POST" else None
    form = AlongForm(typed, people=people, dates=dates, has_a_way=has_a_way(row))

    def send() -> None:
        services.ask_along(actor=request.user, saved_id=saved_id, now=current_time(), **form.asked())

    if form.is_bound and saved(form, send):
        return done(request, reverse("my-meeting", args=[saved_id]), phrases.THEY_ARE_ASKED)
    context = {"row": row, "form": form, "people": people, "dates": dates}
    return answer(request, "meetings/ask_along.html", context, form)


@person_required
@require_POST
def take_back(request: PersonRequest, along_id: UUID) -> HttpResponse:
    """Take back that somebody was asked along."""
    row = access_along(request.user, along_id)
    services.take_back_along(actor=request.user, along_id=along_id, now=current_time())
    return done(request, reverse("my-meeting", args=[row.saved_id]), phrases.IT_IS_TAKEN_BACK)


@person_required
@require_POST
def pick_me_up(request: PersonRequest, along_id: UUID) -> HttpResponse:
    """Be picked up, as whoever comes along offered."""
    row = access_along(request.user, along_id)
    services.take_pick_up(actor=request.user, along_id=along_id, now=current_time())
    return done(request, reverse("my-meeting", args=[row.saved_id]), _("They read that you would like that."))


@person_required
@require_POST
def answer_as_person(request: PersonRequest, along_id: UUID, move: str) -> HttpResponse:
    """Say yes or not this time."""
    _answered(request.user, along_id, move)
    return done(request, reverse("supporting"), ANSWERS[move])


@require_POST
@contact_required
def answer_as_contact(request: HttpRequest, contact: Supporter, along_id: UUID, move: str) -> HttpResponse:
    """Say the same as a contact."""
    _answered(contact, along_id, move)
    return done(request, links.contact_path(contact.id), ANSWERS[move])


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def remind_person(request: PersonRequest, along_id: UUID) -> HttpResponse:
    """Choose when to be reminded of what one comes along to."""
    return _remind(request, request.user, along_id, reverse("supporting"))


@require_http_methods(["GET", "HEAD", "POST"])
@contact_required
def remind_contact(request: HttpRequest, contact: Supporter, along_id: UUID) -> HttpResponse:
    """Choose the same as a contact."""
    return _remind(request, contact, along_id, links.contact_path(contact.id))


def _remind(request: HttpRequest, actor: SupportingActor, along_id: UUID, back: str) -> HttpResponse:
    row = access_asked_along(actor, along_id)
    found = getattr(row, "reminder", None)
    is_untold = isinstance(actor, Person) and not can_be_told(actor.id)
    typed, initial = request.POST if request.method == "POST" else None, {"minutes": found and found.minutes}
    form = ReminderForm(typed, initial=initial, is_untold=is_untold)

    def keep() -> None:
        minutes, now = form.cleaned_data["minutes"], current_time()
        services.choose_along_reminder(actor=actor, along_id=along_id, minutes=minutes, now=now)

    if form.is_bound and saved(form, keep):
        return done(request, back, phrases.CHANGES_KEPT)
    lead = (_("You go along with %(name)s.") % {"name": row.tie.owner.alias}, when_words(row.starts_at))
    return form_page(request, Page(_("Reminder"), phrases.KEEP, back, lead), form, is_untold=is_untold)


def _answered(actor: SupportingActor, along_id: UUID, move: str) -> None:
    if move not in ANSWERS:
        raise NotFound
    is_yes, can_pick_up = move != "not-now", move == "yes-pick-up"
    services.answer_along(actor=actor, along_id=along_id, is_yes=is_yes, can_pick_up=can_pick_up, now=current_time())
