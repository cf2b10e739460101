"""Setbacks: days that do not count, told to exactly whom the owner chose. Nothing else changes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.choosing import chosen
from alongside.circles.models import Tie
from alongside.journeys import outgoing
from alongside.journeys.details import SetbackDetails, checked_setback
from alongside.journeys.models import Journey, Setback, Told
from alongside.journeys.policies import access_journey, access_setback
from alongside.journeys.sealing import HAPPENED, HELPED, MESSAGE
from alongside.journeys.services.marking import announce, announce_to_ties, keep_reached, today_of, wait_for_next
from alongside.kernel.sealed import seal
from alongside.notifications.services import tell, withdraw


@transaction.atomic
def tell_setback(*, actor: Person, journey_id: UUID, details: SetbackDetails, now: datetime) -> Setback:
    """Keep a setback, and tell the ties that were chosen for it and nobody else. Invalid, Conflict, NotFound.

    The days it names do not count; milestones that were reached before stay reached. The same `key` counts once.
    """
    journey = access_journey(actor, journey_id, lock=True)
    known = journey.setbacks.filter(key=details.key).first()
    if known is not None:
        return known
    details = checked_setback(details, started=journey.started_on, today=today_of(journey, now))
    ties = chosen(actor, details.told)
    keep_reached(journey, now)
    setback = _kept(journey, details, now)
    wait_for_next(journey, now)
    record("setback.told", actor=actor.id, subject=setback.id, about=actor.id, now=now)
    _tell(setback, ties, now)
    announce(journey)
    return setback


def _kept(journey: Journey, details: SetbackDetails, now: datetime) -> Setback:
    key = journey.owner.data_key_id
    return Setback.objects.create(
        created_at=now,
        journey=journey,
        first_day=details.first_day,
        last_day=details.last_day,
        key=details.key,
        happened_sealed=seal(key, details.happened, what=HAPPENED) if details.happened else None,
        helped_sealed=seal(key, details.helped, what=HELPED) if details.helped else None,
        message_sealed=seal(key, details.message, what=MESSAGE) if details.message else None,
    )


def _tell(setback: Setback, ties: Sequence[Tie], now: datetime) -> None:
    rows = Told.objects.bulk_create(Told(created_at=now, tie=tie, setback=setback) for tie in ties)
    tell(
        [
            outgoing.telling_tie(row.tie, outgoing.SETBACK, key=outgoing.key_of(row), now=now, mails_contact=True)
            for row in rows
        ],
        now=now,
        are_new=True,
    )
    announce_to_ties(row.tie.supporter.person_id for row in rows if row.tie.supporter)


@transaction.atomic
def remove_setback(*, actor: Person, setback_id: UUID, now: datetime) -> Journey:
    """Take a setback out again, with all that was written about it and said to it: its days count. NotFound."""
    setback = access_setback(actor, setback_id, lock=True)
    journey = setback.journey
    told = list(Told.objects.filter(setback=setback).select_related("tie__supporter"))
    withdraw(outgoing.keys_of(told), now=now)
    setback.delete()
    wait_for_next(journey, now)
    record("setback.removed", actor=actor.id, subject=setback_id, about=actor.id, now=now)
    announce_to_ties(row.tie.supporter.person_id for row in told if row.tie.supporter)
    announce(journey)
    return journey
