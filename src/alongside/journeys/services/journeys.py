"""The owner's writes on a journey: starting, changing, counting an action, ending, taking up again, removing."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.journeys import outgoing
from alongside.journeys.counting import day_in
from alongside.journeys.details import JourneyDetails, checked_journey, checked_key
from alongside.journeys.milestones import mark_of
from alongside.journeys.models import Action, Journey, Milestone, Told
from alongside.journeys.policies import access_journey, visible_journeys
from alongside.journeys.sealing import TITLE, WHY
from alongside.journeys.services.marking import announce, announce_to_ties, keep_reached, wait_for_next
from alongside.kernel.errors import Conflict
from alongside.kernel.sealed import seal, unseal_all
from alongside.notifications.services import withdraw

MOST_JOURNEYS = 30
ACTIONS_A_DAY = 50

FULL = _("You have 30 journeys already. Please remove one that does not fit any more first.")
DAYS_COUNT_THEMSELVES = _("This journey counts days, and they count by themselves. Nothing is lost.")
HAS_ENDED = _("This journey has ended. Nothing is lost. You can take it up again on its page.")
ENOUGH_FOR_A_DAY = _("That is 50 for one day, which is as many as we count. Nothing is lost.")
NOTHING_TODAY = _("Nothing was written down today, so there is nothing to take back.")


@transaction.atomic
def start_journey(*, actor: Person, details: JourneyDetails, now: datetime) -> Journey:
    """Begin to count. Invalid; Conflict past 30. The same form sent twice begins one journey.

    What was reached before it was written down is kept, and told to nobody.
    """
    details = checked_journey(details, today=_today(actor, now))
    # Locked, so that the same form sent twice at once does not find the list empty twice.
    Person.objects.select_for_update(no_key=True).get(id=actor.id)
    rows = list(visible_journeys(actor))
    same = _same(rows, details)
    if same is not None:
        return same
    if len(rows) >= MOST_JOURNEYS:
        raise Conflict(FULL)
    journey = Journey(created_at=now, owner=actor, kind=details.kind)
    _describe(journey, details)
    journey.save(force_insert=True)
    keep_reached(journey, now, settled_before=_today(actor, now))
    wait_for_next(journey, now)
    _noted("journey.started", journey, now)
    return journey


def _same(rows: list[Journey], details: JourneyDetails) -> Journey | None:
    """Return the journey that was begun by the same form before."""
    alike = [
        row
        for row in rows
        if row.ended_at is None and row.kind == details.kind and row.started_on == details.started_on
    ]
    titles = unseal_all([row.title_sealed for row in alike], what=TITLE)
    return next((row for row, title in zip(alike, titles, strict=True) if title == details.title), None)


@transaction.atomic
def change_journey(*, actor: Person, journey_id: UUID, details: JourneyDetails, now: datetime) -> Journey:
    """Say anew what a journey is called, what it is for, when it began, which milestones it has. Invalid, NotFound.

    What somebody was told stays told; what is not reached after all, and nobody was told, is reached another day.
    """
    journey = access_journey(actor, journey_id, lock=True)
    today = _today(actor, now)
    details = checked_journey(replace(details, kind=journey.kind), today=today)
    _describe(journey, details)
    journey.save()
    if journey.counts_days:
        Milestone.objects.filter(journey=journey, told__isnull=True).delete()
    keep_reached(journey, now, settled_before=today)
    wait_for_next(journey, now)
    _noted("journey.changed", journey, now)
    return journey


@transaction.atomic
def log_action(*, actor: Person, journey_id: UUID, key: str, now: datetime) -> Journey:
    """Count one action, today; one for each `key`, so that a button pressed twice counts once.

    Conflict when it counts days, has ended, or 50 are counted today; NotFound.
    """
    journey = access_journey(actor, journey_id, lock=True)
    if journey.counts_days:
        raise Conflict(DAYS_COUNT_THEMSELVES)
    if journey.ended_at is not None:
        raise Conflict(HAS_ENDED)
    today, key = _today(actor, now), checked_key(key)
    if journey.actions.filter(key=key).exists():
        return journey
    if journey.actions.filter(day=today).count() >= ACTIONS_A_DAY:
        raise Conflict(ENOUGH_FOR_A_DAY)
    action = Action.objects.create(created_at=now, journey=journey, day=today, key=key)
    wait_for_next(journey, now)
    record("journey.action", actor=actor.id, subject=action.id, about=actor.id, now=now)
    announce(journey)
    return journey


@transaction.atomic
def take_back_action(*, actor: Person, journey_id: UUID, now: datetime) -> Journey:
    """Take back the last action that was counted today. Conflict when there is none; NotFound."""
    journey = access_journey(actor, journey_id, lock=True)
    last = journey.actions.filter(day=_today(actor, now)).order_by("-created_at", "-id").first()
    if last is None:
        raise Conflict(NOTHING_TODAY)
    record("journey.action_taken_back", actor=actor.id, subject=last.id, about=actor.id, now=now)
    last.delete()
    _forget_of_today(journey, now)
    wait_for_next(journey, now)
    announce(journey)
    return journey


def _forget_of_today(journey: Journey, now: datetime) -> None:
    """Forget milestones of today that the count is not enough for any more, and that nobody was told."""
    count = journey.actions.count()
    for row in Milestone.objects.filter(journey=journey, told_at=None):
        mark = mark_of(row.mark)
        if mark is not None and mark.amount > count:
            row.delete()


@transaction.atomic
def end_journey(*, actor: Person, journey_id: UUID, now: datetime) -> Journey:
    """End a journey: it counts no further milestone and tells nobody anything; all of it stays to be seen. NotFound."""
    journey = access_journey(actor, journey_id, lock=True)
    if journey.ended_at is None:
        journey.ended_at, journey.due_at = now, None
        journey.save(update_fields=["ended_at", "due_at"])
        _noted("journey.ended", journey, now)
    return journey


@transaction.atomic
def take_up_journey(*, actor: Person, journey_id: UUID, now: datetime) -> Journey:
    """Go on with a journey that had ended; what it reached meanwhile is kept, and told to nobody. NotFound."""
    journey = access_journey(actor, journey_id, lock=True)
    if journey.ended_at is not None:
        journey.ended_at = None
        journey.save(update_fields=["ended_at"])
        keep_reached(journey, now, settled_before=_today(actor, now))
        wait_for_next(journey, now)
        _noted("journey.taken_up", journey, now)
    return journey


@transaction.atomic
def remove_journey(*, actor: Person, journey_id: UUID, now: datetime) -> None:
    """Delete a journey with all that was written, counted, told and said. NotFound."""
    journey = access_journey(actor, journey_id, lock=True)
    told = [*Told.objects.filter(milestone__journey=journey), *Told.objects.filter(setback__journey=journey)]
    withdraw(outgoing.keys_of(told), now=now)
    people = Told.objects.filter(id__in=[row.id for row in told]).values_list("tie__supporter__person_id", flat=True)
    announce_to_ties(list(people))
    _noted("journey.removed", journey, now)
    journey.delete()


def _describe(journey: Journey, details: JourneyDetails) -> None:
    key = journey.owner.data_key_id
    journey.custom, journey.own_marks, journey.started_on = details.custom, list(details.own_marks), details.started_on
    journey.title_sealed = seal(key, details.title, what=TITLE)
    journey.why_sealed = seal(key, details.why, what=WHY) if details.why else None


def _today(person: Person, now: datetime) -> date:
    return day_in(ZoneInfo(person.time_zone), now)


def _noted(action: str, journey: Journey, now: datetime) -> None:
    record(action, actor=journey.owner_id, subject=journey.id, about=journey.owner_id, now=now)
    announce(journey)
