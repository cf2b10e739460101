"""Offering company: that a tie would come along to a meeting or pick somebody up, and what becomes of it.

Whoever offers learns of no meeting by that: only once the owner takes it up for one are they told which.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.choosing import have_look_again
from alongside.circles.models import Tie
from alongside.circles.policies import SupportingActor, access_supported
from alongside.kernel import live
from alongside.kernel.errors import Conflict, Invalid
from alongside.kernel.ratelimit import count_try
from alongside.meetings import along_telling
from alongside.meetings.company_policies import access_company, access_offer_made
from alongside.meetings.enums import AlongState, OfferState, Way
from alongside.meetings.models import Along, CompanyOffer
from alongside.meetings.policies import access_saved
from alongside.meetings.services.along import KEPT_FOR, MEETINGS, check_may_ask, check_way, noted, start_to_share
from alongside.notifications.services import tell, withdraw
from alongside.ui import phrases

OFFERS_A_WEEK = 3
OPEN_FOR = timedelta(days=90)
AT_ONCE = 1000
OFFERED_ALREADY = _("You offered that already. They see it, and need not answer.")
NOT_PICKED_UP = _("They offered to come along. Picking you up is something to ask them for.")


@transaction.atomic
def offer_company(*, actor: SupportingActor, tie_id: UUID, way: str, now: datetime) -> CompanyOffer:
    """Offer the one at the other end of a tie to come along to a meeting, or to pick them up. Invalid, NotFound.

    Conflict while an offer is open; TooMany past three a week.
    """
    if way not in Way.values:
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="way")
    tie = access_supported(actor, tie_id, lock=True)
    if CompanyOffer.objects.filter(tie=tie, ended_at=None).exists():
        raise Conflict(OFFERED_ALREADY)
    count_try("meetings.company", str(tie.id), limit=OFFERS_A_WEEK, window=timedelta(days=7), now=now)
    row = CompanyOffer.objects.create(created_at=now, tie=tie, way=way)
    tell([along_telling.offered(row, now=now)], now=now)
    _noted("meetings.company_offered", actor.id, row, now)
    return row


@transaction.atomic
def take_back_offer(*, actor: SupportingActor, tie_id: UUID, now: datetime) -> None:
    """Take back what the actor offered through a tie. NotFound when nothing is open."""
    row = access_offer_made(actor, tie_id, lock=True)
    _end(row, OfferState.TAKEN_BACK, now)
    _noted("meetings.company_taken_back", actor.id, row, now)


@transaction.atomic
def not_now_to_offer(*, actor: Person, offer_id: UUID, now: datetime) -> None:
    """Have no use for what somebody offered; they are told nothing. NotFound."""
    row = access_company(actor, offer_id, lock=True)
    _end(row, OfferState.NOT_NOW, now)
    _noted("meetings.company_not_now", actor.id, row, now)


@transaction.atomic
def take_up_offer(*, actor: Person, offer_id: UUID, saved_id: UUID, on_date: date, way: str, now: datetime) -> Along:
    """Go to one date of a saved meeting with who offered to come along; they are told, and read which it is.

    Invalid for a date on which it is not held, a way they did not offer, and who rests; NotFound, TooMany.
    """
    saved = access_saved(actor, saved_id, lock=True)
    offer = access_company(actor, offer_id, lock=True)
    check_way(saved, way)
    if way == Way.PICK_UP and offer.way != Way.PICK_UP:
        raise Invalid(NOT_PICKED_UP, field="way")
    start = start_to_share(saved, on_date, now)
    check_may_ask(saved, offer.tie, on_date, now)
    values = {"saved": saved, "tie": offer.tie, "on_date": on_date, "starts_at": start.at, "way": way}
    row = Along.objects.create(created_at=now, state=AlongState.AGREED, **values)
    _end(offer, OfferState.TAKEN_UP, now)
    tell([along_telling.taken_up(row)], now=now)
    noted("meetings.company_taken_up", actor.id, row, now)
    return row


def end_offers_of(tie_id: UUID, *, now: datetime) -> None:
    """End what is offered through a tie that is over."""
    for row in CompanyOffer.objects.filter(tie=tie_id, ended_at=None).select_for_update(of=("self",)):
        _end(row, OfferState.TAKEN_BACK, now)


@transaction.atomic
def forget_offers(now: datetime) -> int:
    """Forget offers some weeks after they ended, and those that nobody answered for some months; return how many."""
    over = Q(ended_at__lt=now - KEPT_FOR) | Q(ended_at=None, created_at__lt=now - OPEN_FOR)
    ids = CompanyOffer.objects.filter(over).values("id")[:AT_ONCE]
    return CompanyOffer.objects.filter(id__in=ids).delete()[0]


def _end(row: CompanyOffer, state: OfferState, now: datetime) -> None:
    withdraw([along_telling.key_of_offer(row)], now=now)
    row.state, row.ended_at = state, now
    row.save(update_fields=["state", "ended_at"])


def _noted(action: str, actor_id: UUID, row: CompanyOffer, now: datetime) -> None:
    tie: Tie = row.tie
    record(action, actor=actor_id, subject=row.id, about=tie.owner_id, now=now)
    live.announce([tie.owner_id], topic=MEETINGS, ref=row.id)
    have_look_again([tie.id])
