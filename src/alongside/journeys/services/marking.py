"""Milestones: kept on the morning after they were reached, and told to the ties chosen for that journey."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from alongside.accounts.models import Person
from alongside.accounts.removed import not_removed
from alongside.audit.services import record
from alongside.circles.choosing import chosen
from alongside.circles.enums import TieState
from alongside.circles.services.moves import SUPPORTING
from alongside.journeys import outgoing
from alongside.journeys.counting import A_DAY, day_in
from alongside.journeys.models import Journey, Milestone, Share, Told
from alongside.journeys.policies import access_journey
from alongside.journeys.queries import facts_of
from alongside.journeys.standing import Standing, standing_of
from alongside.kernel import live
from alongside.notifications.services import tell, withdraw

JOURNEYS = "journeys"
# On the person's clock: a milestone is told in the morning, also when it was reached by an action in the evening.
TOLD_AT = time(8)


@transaction.atomic
def choose_listeners(*, actor: Person, journey_id: UUID, tie_ids: Collection[UUID], now: datetime) -> None:
    """Have these ties hear of the milestones of a journey from now on, and no other. Conflict, NotFound.

    Who is not among them any more sees nothing of it from this moment on, also not what they were told before.
    """
    journey = access_journey(actor, journey_id, lock=True)
    ties = chosen(actor, tie_ids)
    shares = Share.objects.filter(journey=journey)
    dropped = shares.exclude(tie__in=ties)
    told = list(Told.objects.filter(milestone__journey=journey).exclude(tie__in=ties))
    withdraw(outgoing.keys_of(told), now=now)
    dropped.delete()
    kept = set(shares.values_list("tie_id", flat=True))
    Share.objects.bulk_create(Share(created_at=now, journey=journey, tie=tie) for tie in ties if tie.id not in kept)
    record("journey.listeners_chosen", actor=actor.id, subject=journey.id, about=actor.id, now=now)
    announce(journey)


def end_telling(tie_id: UUID, *, now: datetime) -> None:
    """Tell nothing more through a tie that is over: should the two meet again, it is chosen anew."""
    recent = list(Told.objects.filter(tie=tie_id, created_at__gt=now - outgoing.USEFUL_FOR))
    withdraw(outgoing.keys_of(recent), now=now)
    Share.objects.filter(tie=tie_id).delete()


def mark_milestones(rows: Sequence[Journey], now: datetime) -> None:
    """Keep and tell the milestones of these journeys: the step of the engine, a batch at a time."""
    held = Journey.objects.filter(id__in=[row.id for row in rows], ended_at=None).select_related("owner")
    found = {journey.id: journey for journey in held}
    for row in rows:
        journey = found.get(row.id)
        row.due_at = None
        if journey is None:
            Journey.objects.filter(id=row.id).update(due_at=None)
            continue
        _mark(journey, now)
        wait_for_next(journey, now)
        row.due_at = journey.due_at


def _mark(journey: Journey, now: datetime) -> None:
    """Keep what was reached by this morning, and tell what was not told yet."""
    keep_reached(journey, now)
    if now < _morning(journey, today_of(journey, now)):
        return
    waiting = list(Milestone.objects.filter(journey=journey, told_at=None))
    if not waiting:
        return
    Milestone.objects.filter(id__in=[one.id for one in waiting]).update(told_at=now)
    record("journey.milestone", actor=None, subject=journey.id, about=journey.owner_id, now=now)
    _tell(journey, waiting, now)
    announce(journey)


def _tell(journey: Journey, milestones: Sequence[Milestone], now: datetime) -> None:
    shares = Share.objects.filter(not_removed("tie__supporter__person"), journey=journey, tie__state=TieState.ACCEPTED)
    ties = [share.tie for share in shares.select_related("tie__owner", "tie__supporter__person").order_by("id")]
    rows = [Told(created_at=now, tie=tie, milestone=one) for one in milestones for tie in ties]
    Told.objects.bulk_create(rows)
    tell(
        [outgoing.telling_tie(row.tie, outgoing.MILESTONE, key=outgoing.key_of(row), now=now) for row in rows],
        now=now,
        are_new=True,
    )
    announce_to_ties(row.tie.supporter.person_id for row in rows if row.tie.supporter)


def keep_reached(journey: Journey, now: datetime, *, settled_before: date | None = None) -> Standing:
    """Keep the milestones that a locked journey has reached, and return where it stands.

    Those of before `settled_before` lie behind: they are told to nobody.
    """
    standing = standing_of(facts_of([journey], today_of(journey, now))[journey.id])
    rows = [
        Milestone(
            created_at=now,
            journey=journey,
            mark=str(one.mark),
            reached_on=one.on,
            told_at=now if settled_before and one.on < settled_before else None,
        )
        for one in standing.reached
    ]
    Milestone.objects.bulk_create(rows, ignore_conflicts=True)
    return standing


def wait_for_next(journey: Journey, now: datetime) -> None:
    """Have the engine look at a locked journey on the next morning on which there is a milestone to keep or tell."""
    standing = keep_reached(journey, now)
    journey.due_at = None if journey.ended_at else _next_morning(journey, standing, now)
    journey.set_aside_at, journey.set_aside_why = None, ""
    journey.save(update_fields=["due_at", "set_aside_at", "set_aside_why"])


def _next_morning(journey: Journey, standing: Standing, now: datetime) -> datetime | None:
    if Milestone.objects.filter(journey=journey, told_at=None).exists():
        today = today_of(journey, now)
        this_morning = _morning(journey, today)
        return this_morning if now < this_morning else _morning(journey, today + A_DAY)
    following = standing.next
    return _morning(journey, following.on) if following and following.on else None


def _morning(journey: Journey, day: date) -> datetime:
    return datetime.combine(day, TOLD_AT, tzinfo=ZoneInfo(journey.owner.time_zone)).astimezone(UTC)


def today_of(journey: Journey, now: datetime) -> date:
    """Return what day it is for the owner of a journey."""
    return day_in(ZoneInfo(journey.owner.time_zone), now)


def announce(journey: Journey) -> None:
    """Have the open pages of the owner show what this journey has become."""
    live.announce([journey.owner_id], topic=JOURNEYS, ref=journey.id)


def announce_to_ties(person_ids: Iterable[UUID | None]) -> None:
    """Have the open pages of these supporters show what they are told."""
    live.announce([person_id for person_id in person_ids if person_id], topic=SUPPORTING)
