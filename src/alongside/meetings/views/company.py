"""Offering to come along to a meeting, and what whoever it is offered to makes of it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles import links
from alongside.circles.models import Supporter
from alongside.circles.policies import SupportingActor, access_contact_tie, access_supported
from alongside.circles.views.contact import contact_required
from alongside.circles.views.pages import answer, done, saved
from alongside.kernel.clock import current_time
from alongside.meetings import services
from alongside.meetings.company_page import THEY_READ, dates_to_go, offered_to
from alongside.meetings.company_policies import access_company
from alongside.meetings.enums import Way
from alongside.meetings.mine_forms import TakeUpForm
from alongside.ui import phrases
from alongside.ui.context import country_of
from alongside.ui.countries import written_as_in


@person_required
@require_POST
def offer_as_person(request: PersonRequest, tie_id: UUID) -> HttpResponse:
    """Offer somebody to come along to a meeting, or take that back."""
    access_supported(request.user, tie_id)
    return _offered(request, request.user, tie_id, reverse("supporting"))


@require_POST
@contact_required
def offer_as_contact(request: HttpRequest, contact: Supporter) -> HttpResponse:
    """Do the same as a contact."""
    return _offered(request, contact, access_contact_tie(contact).id, links.contact_path(contact.id))


def _offered(request: HttpRequest, actor: SupportingActor, tie_id: UUID, back: str) -> HttpResponse:
    way, now = request.POST.get("way", ""), current_time()
    if way == "none":
        services.take_back_offer(actor=actor, tie_id=tie_id, now=now)
        return done(request, back, phrases.IT_IS_TAKEN_BACK)
    row = services.offer_company(actor=actor, tie_id=tie_id, way=way, now=now)
    return done(request, back, THEY_READ[Way(way)] % {"name": row.tie.owner.alias})


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_up(request: PersonRequest, offer_id: UUID) -> HttpResponse:
    """Choose to which meeting the person goes with who offered to come along."""
    row = access_company(request.user, offer_id)
    with written_as_in(country_of(request)):
        dates, can_pick_up = dates_to_go(request.user, now=current_time()), row.way == Way.PICK_UP
    form = TakeUpForm(request.POST if request.method == "POST" else None, dates=dates, can_pick_up=can_pick_up)

    def take() -> None:
        services.take_up_offer(actor=request.user, offer_id=offer_id, now=current_time(), **form.taken())

    if form.is_bound and saved(form, take):
        return done(request, reverse("my-meeting", args=[form.taken()["saved_id"]]), _("They read where and when."))
    words = next(one.words for one in offered_to(request.user) if one.id == offer_id)
    return answer(request, "meetings/take_up.html", {"words": words, "form": form, "dates": dates}, form)


@person_required
@require_POST
def not_now(request: PersonRequest, offer_id: UUID) -> HttpResponse:
    """Have no use for an offer."""
    services.not_now_to_offer(actor=request.user, offer_id=offer_id, now=current_time())
    return done(request, reverse("my-meetings"), _("That is all right. They are told nothing."))
