"""The writes on a medicine itself: writing it down, changing, pausing, ending, deleting it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.checks import checked_zone
from alongside.accounts.models import Person
from alongside.circles.texts import NAME_LENGTH, checked_text
from alongside.kernel import due
from alongside.kernel.errors import Conflict, Invalid
from alongside.kernel.schedule import label_at, schedule_of
from alongside.kernel.sealed import seal
from alongside.medication.details import Draft, When
from alongside.medication.enums import Again
from alongside.medication.models import Medicine, Timing
from alongside.medication.policies import access_living, access_medicine, visible_medicines
from alongside.medication.sealing import HOW, NAME
from alongside.medication.services.announcing import noted
from alongside.medication.services.taking import nothing_waits
from alongside.medication.timings import begin, close, plan_of, put_turn, turn_of
from alongside.ui import phrases

HOW_LENGTH = 300
MOST_MEDICINES = 40


@transaction.atomic
def write_medicine(*, actor: Person, draft: Draft, now: datetime) -> Medicine:
    """Write a medicine of the actor's down. Invalid; Conflict past 40."""
    actor = _as_now(actor)
    if visible_medicines(actor).count() >= MOST_MEDICINES:
        raise Conflict(_("You have 40 medicines here. Please delete one that you do not need any more first."))
    medicine = Medicine(created_at=now, person=actor)
    _put_contents(medicine, draft)
    medicine.save(force_insert=True)
    if draft.when:
        _begin(Timing(created_at=now, medicine=medicine), draft.when, actor, now)
    noted("written", subject=medicine.id, person_id=actor.id, now=now)
    return medicine


@transaction.atomic
def change_medicine(*, actor: Person, medicine_id: UUID, draft: Draft, now: datetime) -> Medicine:
    """Change what is written about a medicine; its log stays as it is. Invalid, NotFound; Conflict when it ended."""
    actor = _as_now(actor)
    medicine = access_living(actor, medicine_id)
    _put_contents(medicine, draft)
    medicine.save()
    timing = _timing_of(medicine)
    if draft.when is None:
        _stop(medicine, actor, now)
    elif timing is None:
        _begin(Timing(created_at=now, medicine=medicine), draft.when, actor, now)
    else:
        _change_times(timing, draft.when, actor, now)
    noted("changed", subject=medicine.id, person_id=actor.id, now=now)
    return medicine


def _as_now(actor: Person) -> Person:
    """Return the actor as they stand in the database, locked: a page may have been opened where they were before."""
    return Person.objects.select_for_update(no_key=True).get(id=actor.id)


def _timing_of(medicine: Medicine) -> Timing | None:
    return Timing.objects.select_for_update(no_key=True).filter(medicine=medicine).first()


def _put_contents(medicine: Medicine, draft: Draft) -> None:
    name = checked_text(draft.name, field="name", most=NAME_LENGTH, required=True)
    how = checked_text(draft.how, field="how", most=HOW_LENGTH)
    key = medicine.person.data_key_id
    medicine.name_sealed = seal(key, name, what=NAME)
    medicine.how_sealed = seal(key, how, what=HOW) if how else None
    medicine.is_private = draft.is_private


def _change_times(timing: Timing, when: When, actor: Person, now: datetime) -> None:
    """Put other times in. Whoever changes only the words is not reminded anew, and what is open stays open."""
    before = plan_of(timing)
    _put_times(timing, when, actor, now)
    if before.reminds and not when.reminds:
        nothing_waits(actor, timing, now=now)
    if plan_of(timing) != before and timing.paused_at is None:
        begin(timing, now=now)
    timing.save()
    due.wake()


def _begin(timing: Timing, when: When, actor: Person, now: datetime) -> None:
    _put_times(timing, when, actor, now)
    begin(timing, now=now)
    timing.save(force_insert=True)
    due.wake()


def _put_times(timing: Timing, when: When, actor: Person, now: datetime) -> None:
    if when.again is not None and (when.again not in Again.values or not when.reminds):
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="again")
    zone = actor.time_zone if when.zone is None else checked_zone(when.zone)
    today = label_at(now, zone).date()
    try:
        schedule = schedule_of(when.rule, when.times, today)
    except ValueError as refusal:
        raise Invalid(phrases.DAYS_AND_TIMES, field="times") from refusal
    rule = schedule.rule.text()
    if timing.rule != rule:
        timing.begins_on = today
    timing.rule, timing.times = rule, list(schedule.times)
    timing.zone, timing.moves = zone, when.zone is None
    timing.reminds, timing.again = when.reminds, when.again


@transaction.atomic
def pause_medicine(*, actor: Person, medicine_id: UUID, now: datetime) -> None:
    """Plan nothing until the actor goes on. Pausing twice is pausing. NotFound; Conflict when it ended."""
    medicine = access_living(actor, medicine_id)
    timing = _timing_of(medicine)
    if timing and timing.paused_at is None:
        nothing_waits(actor, timing, now=now)
        timing.paused_at = now
        close(timing)
        timing.save()
        noted("paused", subject=medicine.id, person_id=actor.id, now=now)


@transaction.atomic
def resume_medicine(*, actor: Person, medicine_id: UUID, now: datetime) -> None:
    """Go on with the next time; nothing of the pause was planned. NotFound; Conflict when it ended."""
    actor = _as_now(actor)
    medicine = access_living(actor, medicine_id)
    timing = _timing_of(medicine)
    if timing and timing.paused_at is not None:
        timing.paused_at = None
        timing.zone = actor.time_zone if timing.moves else timing.zone
        begin(timing, now=now)
        timing.save()
        due.wake()
        noted("resumed", subject=medicine.id, person_id=actor.id, now=now)


@transaction.atomic
def end_medicine(*, actor: Person, medicine_id: UUID, now: datetime) -> None:
    """Plan it no more; it stays in the log. Ending twice is ending. NotFound."""
    medicine = access_medicine(actor, medicine_id, lock=True)
    if medicine.ended_at:
        return
    _stop(medicine, actor, now)
    medicine.ended_at = now
    medicine.save(update_fields=["ended_at"])
    noted("ended", subject=medicine.id, person_id=actor.id, now=now)


def _stop(medicine: Medicine, actor: Person, now: datetime) -> None:
    timing = _timing_of(medicine)
    if timing:
        nothing_waits(actor, timing, now=now)
        timing.delete()


@transaction.atomic
def remove_medicine(*, actor: Person, medicine_id: UUID, now: datetime) -> None:
    """Delete a medicine with all that was written down about it. NotFound."""
    medicine = access_medicine(actor, medicine_id, lock=True)
    _stop(medicine, actor, now)
    noted("removed", subject=medicine.id, person_id=actor.id, now=now)
    medicine.delete()


@transaction.atomic
def travel(*, person_id: UUID, zone: str, now: datetime) -> None:
    """Have medicines that move with somebody go by the clock of where they are now: each planned time once."""
    rows = Timing.objects.filter(medicine__person=person_id, moves=True).exclude(zone=zone)
    for row in rows.select_for_update(of=("self",), no_key=True).order_by("id"):
        row.zone = zone
        put_turn(row, turn_of(row))
        row.save()
    due.wake()
