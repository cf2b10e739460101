"""Threads that open by themselves (pure): on which days and when, in the group's zone, and who hosts one in turn."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from alongside.kernel.schedule import DAYS, Freq, Rule, Schedule, first_label, moment_of

# After this the day is left out: what opens late at night, or all at once after an outage, is of no use.
LATE = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Plan:
    """On these days of the week (Monday is 0), at this time of day, by the clock of a zone."""

    weekdays: frozenset[int]
    at: time
    zone: str


@dataclass(frozen=True, slots=True)
class Opening:
    """The next time: which day it is there, and the moment."""

    day: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody who said yes to hosting: since when, and on which day they did last."""

    who: UUID
    since: datetime
    hosted_on: date | None


def rule_on(weekdays: Collection[int]) -> Rule:
    """Return the rule of these days of the week; all of them are every day."""
    return Rule() if len(weekdays) == len(DAYS) else Rule(Freq.WEEKLY, weekdays=frozenset(weekdays))


def next_opening(plan: Plan, *, now: datetime) -> Opening:
    """Return the next opening after `now`: what the clock skips is at the skip, what comes twice at the first."""
    label = first_label(Schedule(rule_on(plan.weekdays), (plan.at,), date(2001, 1, 1)), plan.zone, now=now)
    return Opening(label.date(), moment_of(label, plan.zone))


def is_too_late(at: datetime, *, now: datetime) -> bool:
    """Tell whether what should have opened then is left out by now."""
    return now - at > LATE


def next_in_turn(turns: Iterable[Turn]) -> UUID | None:
    """Return whose turn it is: who never hosted, then who did longest ago; None when nobody said yes."""
    first = min(turns, key=lambda turn: (turn.hosted_on or date.min, turn.since), default=None)
    return first.who if first else None
