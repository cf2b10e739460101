"""When somebody wants to take a questionnaire again: choosing it, being reminded once, putting it off."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.instruments import outgoing
from alongside.instruments.catalogue import instrument_of, instruments
from alongside.instruments.models import Rhythm
from alongside.instruments.policies import visible_rhythms
from alongside.instruments.retake import Every, by_clock_of, next_moment
from alongside.kernel import due
from alongside.kernel.errors import NotFound
from alongside.notifications.services import tell, withdraw


@transaction.atomic
def choose_rhythm(*, actor: Person, key: str, every: Every | None, now: datetime) -> None:
    """Remind the actor of a questionnaire every so often from now on, or never (None). NotFound."""
    instrument_of(key)
    _forget(actor, key, now=now)
    if every is not None:
        due_at = next_moment(every, actor.time_zone, now=now)
        Rhythm.objects.create(created_at=now, person=actor, instrument=key, every=every, due_at=due_at)
    record("questionnaire.rhythm_chosen", actor=actor.id, about=actor.id, now=now)


def _forget(actor: Person, key: str, *, now: datetime) -> None:
    # Locked, so that of two choices at once one rhythm stays.
    Person.objects.select_for_update(no_key=True).get(id=actor.id)
    for row in visible_rhythms(actor).filter(instrument=key).select_for_update(of=("self",)):
        _take_back(row, now)
        row.delete()


def _take_back(row: Rhythm, now: datetime) -> None:
    if row.asked_at is not None:
        withdraw([outgoing.key_of(row, row.asked_at)], now=now)


def move_on(actor: Person, key: str, *, now: datetime) -> bool:
    """Ask the actor again after a whole rhythm, counted from `now`; False where they want no reminder."""
    row = visible_rhythms(actor).filter(instrument=key).select_for_update(of=("self",)).first()
    if row is None:
        return False
    _take_back(row, now)
    row.asked_at = None
    row.due_at = next_moment(Every(row.every), actor.time_zone, now=now)
    row.set_aside_at, row.set_aside_why = None, ""
    row.save()
    return True


@transaction.atomic
def put_off(*, actor: Person, key: str, now: datetime) -> None:
    """Leave it out this time: the actor is asked again after a whole rhythm. NotFound without one."""
    if not move_on(actor, key, now=now):
        raise NotFound
    record("questionnaire.put_off", actor=actor.id, about=actor.id, now=now)


@transaction.atomic
def travel(*, person_id: UUID, before: str, zone: str) -> None:
    """Remind somebody on the same day at the same hour as planned, by the clock of where they are now."""
    waiting = Rhythm.objects.filter(person=person_id, due_at__isnull=False)
    for row in waiting.select_for_update(of=("self",), no_key=True).order_by("id"):
        if row.due_at:
            row.due_at = by_clock_of(row.due_at, before, zone)
            row.save(update_fields=["due_at"])
    due.wake()


def ask_retakes(rows: Sequence[Rhythm], now: datetime) -> None:
    """Remind of what is due, once: the step of the engine, a batch at a time. What is not here any more is left out."""
    for row in rows:
        row.due_at, row.asked_at = None, now
    Rhythm.objects.bulk_update(rows, ["due_at", "asked_at"])
    here = instruments()
    asked = Rhythm.objects.filter(id__in=[row.id for row in rows], instrument__in=here).select_related("person")
    tell([outgoing.telling(row, now=now) for row in asked], now=now, are_new=True)
