"""One turn of a medicine (pure): planned, reminded of once and gently once more, and what is next.

After a standstill every time that passed is in the log, the latest is reminded of, late and once, and not once more.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from alongside.kernel.schedule import Schedule, labels_due, moment_of, next_label

# Later than this it is our delay: nobody is woken for it.
ON_TIME = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a person wrote down: when, in which zone, whether they are reminded, and after how long once more."""

    schedule: Schedule
    zone: str
    reminds: bool
    again: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a medicine stands: the label that comes next, the latest that came, when it is said once more."""

    label: datetime
    latest: datetime | None = None
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A time that was planned: its label, and the moment it came."""

    label: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """What comes of a moment: where it stands then, when to look again, what came, and what is said of the latest."""

    turn: Turn
    due_at: datetime
    came: tuple[Occurrence, ...] = ()
    reminds: bool = False
    again: bool = False


def due_of(plan: Plan, turn: Turn) -> datetime:
    """Return when a turn has to be looked at again."""
    upcoming = moment_of(turn.label, plan.zone)
    return min(upcoming, turn.again_at) if turn.again_at else upcoming


def step(plan: Plan, turn: Turn, now: datetime) -> Step:
    """Return what is to be done at `now`; the same facts give the same step."""
    labels = labels_due(plan.schedule, plan.zone, turn.label, now=now)
    if labels:
        return _came(plan, labels, now)
    again = turn.again_at is not None and turn.again_at <= now
    turn = replace(turn, again_at=None) if again else turn
    return Step(turn, due_of(plan, turn), again=again)


def _came(plan: Plan, labels: list[datetime], now: datetime) -> Step:
    came = tuple(Occurrence(label, moment_of(label, plan.zone)) for label in labels)
    says_again = plan.reminds and plan.again is not None and is_on_time(came[-1].at, now)
    again_at = now + plan.again if says_again and plan.again else None
    turn = Turn(next_label(plan.schedule, labels[-1]), labels[-1], again_at)
    return Step(turn, due_of(plan, turn), came=came, reminds=plan.reminds)


def is_on_time(planned_for: datetime, now: datetime) -> bool:
    """Tell whether a reminder comes when it was planned, not late."""
    return now - planned_for <= ON_TIME
