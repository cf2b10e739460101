"""One turn of a check-in (pure): asked, nudged once and gently, then answered or missed; and what is next.

Time to answer is counted from when it was really asked. After a standstill the latest occurrence is asked, late and
once; those before it are noted as ones we could not ask, and are held against nobody. Nobody else is told of a missed
one that was asked late, or whose time to answer the next one cut short: they promised a friend, not our clock.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from alongside.kernel.schedule import Schedule, labels_due, moment_of, next_label

# Later than this it is our delay: nobody is woken for it, and nobody told of.
ON_TIME = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a person set up: when, in which zone, how long there is to answer, and whether to be nudged half-way."""

    schedule: Schedule
    zone: str
    within: timedelta
    nudges: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a check-in stands: the label that comes next, and the occurrence that is open, if one is."""

    label: datetime
    asked_for: datetime | None = None
    asked_on: date | None = None
    asked_at: datetime | None = None
    nudged: bool = False


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A moment that was planned, and the day of the person it belongs to."""

    at: datetime
    day: date


@dataclass(frozen=True, slots=True)
class Step:
    """What comes of a moment: where it stands then, when to look again, and what happened."""

    turn: Turn
    due_at: datetime
    asks: bool = False
    nudges: bool = False
    missed: Occurrence | None = None
    tells: bool = False
    """Whether those chosen are told of the missed one."""
    not_asked: tuple[Occurrence, ...] = ()


def closed(turn: Turn) -> Turn:
    """Return a turn whose open occurrence is over."""
    return Turn(label=turn.label)


def due_of(plan: Plan, turn: Turn) -> datetime:
    """Return when a turn has to be looked at again."""
    upcoming = moment_of(turn.label, plan.zone)
    if turn.asked_at is None:
        return upcoming
    waits = plan.within / 2 if plan.nudges and not turn.nudged else plan.within
    return min(upcoming, turn.asked_at + waits)


@lru_cache(maxsize=16384)
def step(plan: Plan, turn: Turn, now: datetime) -> Step:
    """Return what is to be done at `now`; the same facts give the same step."""
    missed = _missed(plan, turn, now)
    tells = missed is not None and _had_its_time(plan, turn, now)
    if missed:
        turn = closed(turn)
    labels = labels_due(plan.schedule, plan.zone, turn.label, now=now)
    if labels:
        return replace(_asked(plan, labels, now), missed=missed, tells=tells)
    nudges = plan.nudges and not turn.nudged and turn.asked_at is not None and now >= turn.asked_at + plan.within / 2
    turn = replace(turn, nudged=turn.nudged or nudges)
    return Step(turn, due_of(plan, turn), nudges=nudges, missed=missed, tells=tells)


def _missed(plan: Plan, turn: Turn, now: datetime) -> Occurrence | None:
    """Return the open occurrence when its time is over, or the next one has come."""
    if turn.asked_for is None or turn.asked_on is None or turn.asked_at is None:
        return None
    is_over = now >= turn.asked_at + plan.within or now >= moment_of(turn.label, plan.zone)
    return Occurrence(turn.asked_for, turn.asked_on) if is_over else None


def _had_its_time(plan: Plan, turn: Turn, now: datetime) -> bool:
    """Tell whether the open occurrence was asked in time, and could be answered for as long as was said."""
    if turn.asked_for is None or turn.asked_at is None:
        return False
    return turn.asked_at - turn.asked_for <= ON_TIME and now >= turn.asked_at + plan.within


def _asked(plan: Plan, labels: list[datetime], now: datetime) -> Step:
    *earlier, last = [Occurrence(moment_of(label, plan.zone), label.date()) for label in labels]
    turn = Turn(next_label(plan.schedule, labels[-1]), last.at, last.day, now)
    return Step(turn, due_of(plan, turn), asks=True, not_asked=tuple(earlier))
