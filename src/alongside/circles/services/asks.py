"""Asking somebody who stands with one for a kind of support as well, or at more hours: the owner's writes, and theirs.

What the owner needs it for stays theirs: who is asked reads the kind of support, the hours on their own clock, and what
the owner says to it. A yes becomes part of what they offer at once; a "not now" has no reason.
"""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles import offers
from alongside.circles.asks_telling import take_back_tellings, tell_answered, tell_asked
from alongside.circles.choosing import CANNOT_BE_ASKED, can_be_asked
from alongside.circles.details import AskDetails, checked_ask
from alongside.circles.enums import AskState, Support, TieUse
from alongside.circles.models import Ask, Tie
from alongside.circles.next_steps import on_their_clock
from alongside.circles.own_hours import given_hours_of
from alongside.circles.policies import SupportingActor, access_ask, access_asked, access_tie
from alongside.circles.sealing import ASK
from alongside.circles.services.agreements import keep_in_step
from alongside.circles.services.measuring import remember_measures
from alongside.circles.services.moves import tell_both_ends
from alongside.circles.services.support_hours import put_hours
from alongside.circles.week import joined
from alongside.kernel.errors import Conflict
from alongside.kernel.ratelimit import count_try
from alongside.kernel.sealed import seal

ASKS_A_DAY = 3


@transaction.atomic
def ask_tie(*, actor: Person, tie_id: UUID, ask: AskDetails, now: datetime) -> Ask:
    """Ask somebody of the actor's circle for support, and have them told. Invalid, NotFound, NotAllowed.

    Conflict while they take a breather or have not answered the last ask; TooMany past three a day.
    """
    ask = checked_ask(ask)
    tie = access_tie(actor, tie_id, to=TieUse.ASK, lock=True)
    check_may_ask(tie, now)
    count_try("circles.ask", str(tie.id), limit=ASKS_A_DAY, window=timedelta(days=1), now=now)
    row = Ask.objects.create(
        created_at=now,
        tie=tie,
        support=ask.support,
        hours=hours_asked(tie, ask, now),
        words_sealed=seal(actor.data_key_id, ask.words, what=ASK) if ask.words else None,
    )
    _noted("ask.made", actor.id, row, now)
    tell_asked(row, now=now)
    return row


def check_may_ask(tie: Tie, now: datetime) -> None:
    """Refuse to ask who rests, has been asked already, or was asked to leave this place."""
    if not can_be_asked(tie):
        raise Conflict(CANNOT_BE_ASKED)
    resting_until = tie.supporter.breather_until if tie.supporter else None
    if resting_until and resting_until > now:
        raise Conflict(_("They take a breather now. You can ask when they are back."))
    if tie.asks.filter(state=AskState.OPEN).exists():
        raise Conflict(_("You asked them something already. Please wait for their answer, or take that back first."))


def hours_asked(tie: Tie, ask: AskDetails, now: datetime) -> list[int] | None:
    """Return the hours of the supporter's week that an ask is about, none for any, None for those they give already."""
    if ask.hours is None or tie.supporter is None:
        return None
    zone, owner_zone = ZoneInfo(tie.supporter.zone_name), ZoneInfo(tie.owner.time_zone)
    return sorted(joined((), on_their_clock(ask.hours, owner_zone, zone, now)))


@transaction.atomic
def take_back_ask(*, actor: Person, ask_id: UUID, now: datetime) -> None:
    """Take an ask back that has not been answered. Conflict when it has; NotFound, NotAllowed."""
    ask = access_ask(actor, ask_id, lock=True)
    _end(ask, AskState.TAKEN_BACK, now)
    take_back_tellings([ask.id], now=now)
    _noted("ask.taken_back", actor.id, ask, now)


@transaction.atomic
def agree_to_ask(*, actor: SupportingActor, ask_id: UUID, now: datetime) -> Tie:
    """Say yes: it is part of what the actor offers from now on, and nothing else of that changes.

    Conflict when it was answered or taken back.
    """
    ask = access_asked(actor, ask_id, lock=True)
    _end(ask, AskState.AGREED, now)
    tie = ask.tie
    given = given_hours_of(tie).after_yes(tie.gives, offers.Support(ask.support), ask.hours)
    tie.gives = [kind for kind in Support.values if kind in {*tie.gives, ask.support}]
    own_changed = put_hours(tie, given, now=now)
    tie.save(update_fields=["gives", "hours"])
    keep_in_step(tie, own_changed=own_changed)
    _noted("ask.agreed", actor.id, ask, now)
    remember_measures([tie.owner], now=now)
    tell_answered(ask, now=now)
    return tie


@transaction.atomic
def say_not_now(*, actor: SupportingActor, ask_id: UUID, now: datetime) -> None:
    """Say "not now", which needs no reason and changes nothing of what the actor offers. Conflict as for a yes."""
    ask = access_asked(actor, ask_id, lock=True)
    _end(ask, AskState.NOT_NOW, now)
    _noted("ask.not_now", actor.id, ask, now)
    tell_answered(ask, now=now)


def _end(ask: Ask, state: AskState, now: datetime) -> None:
    if ask.state == AskState.TAKEN_BACK:
        raise Conflict(_("This was taken back meanwhile, so there is nothing to answer any more. Thank you."))
    if ask.state != AskState.OPEN:
        raise Conflict(_("This has been answered already. Nothing is lost, and nothing has changed."))
    ask.state, ask.ended_at = state, now
    ask.save(update_fields=["state", "ended_at"])


def _noted(action: str, actor_id: UUID, ask: Ask, now: datetime) -> None:
    record(action, actor=actor_id, subject=ask.id, about=ask.tie.owner_id, now=now)
    tell_both_ends(ask.tie)
