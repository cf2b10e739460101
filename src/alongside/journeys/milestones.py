"""Milestones by the custom of a programme, as data (pure): which there are, how much each takes, which comes next.

A milestone is named by its mark: `days-30`, `months-6`, `actions-100`. Years are months by the calendar, so a year that
has a leap day in it takes 366 days. How much a milestone takes depends on the day a journey began and on nothing else.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain, count, islice

A_YEAR = 12
# A hundred years, or a hundred thousand times: as far as anybody counts.
MOST_MONTHS = 100 * A_YEAR
MOST_ACTIONS = 100_000
MARK = re.compile(r"(days|months|actions)-([1-9][0-9]{0,5})")


class Unit(StrEnum):
    """What a milestone is told in."""

    DAYS = "days"
    MONTHS = "months"
    ACTIONS = "actions"


class Custom(StrEnum):
    """By whose custom milestones are chosen."""

    TWELVE_STEP = "twelve_step"
    SMALL_STEPS = "small_steps"
    ACTIONS = "actions"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Mark:
    """One milestone: so many days, months or actions."""

    unit: Unit
    amount: int

    def __str__(self) -> str:
        return f"{self.unit.value}-{self.amount}"

    def takes(self, started: date) -> int:
        """Return how many days (or actions) have to be counted for it."""
        if self.unit is Unit.MONTHS:
            return (months_after(started, self.amount) - started).days
        return self.amount


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Marks that come first, and then one every so many, for ever."""

    unit: Unit
    then_every: int


FIRST: Mapping[Custom, Sequence[Mark]] = {
    # Chips as they are handed out in many twelve-step groups.
    Custom.TWELVE_STEP: (
        Mark(Unit.DAYS, 1),
        Mark(Unit.DAYS, 30),
        Mark(Unit.DAYS, 60),
        Mark(Unit.DAYS, 90),
        Mark(Unit.MONTHS, 6),
        Mark(Unit.MONTHS, 9),
        Mark(Unit.MONTHS, 12),
        Mark(Unit.MONTHS, 18),
        Mark(Unit.MONTHS, 24),
    ),
    # Near ones first, for whoever would rather have many small ones.
    Custom.SMALL_STEPS: (
        *(Mark(Unit.DAYS, days) for days in (1, 3, 7, 14, 21, 30, 45, 60, 75, 90)),
        *(Mark(Unit.MONTHS, months) for months in (4, 5, 6, 9, 12)),
    ),
    Custom.ACTIONS: tuple(Mark(Unit.ACTIONS, times) for times in (1, 5, 10, 25, 50, 75, 100, 150, 200, 250)),
    Custom.OWN: (),
}
THEN: Mapping[Custom, Rhythm | None] = {
    Custom.TWELVE_STEP: Rhythm(Unit.MONTHS, A_YEAR),
    Custom.SMALL_STEPS: Rhythm(Unit.MONTHS, 6),
    Custom.ACTIONS: Rhythm(Unit.ACTIONS, 50),
    Custom.OWN: None,
}


def mark_of(text: str) -> Mark | None:
    """Return the mark of that name, None when it is none."""
    found = MARK.fullmatch(text)
    return Mark(Unit(found[1]), int(found[2])) if found else None


def months_after(day: date, months: int) -> date:
    """Return the same day so many months on, or the last of that month where it has no such day."""
    year, month = divmod(day.year * A_YEAR + day.month - 1 + months, A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def marks(custom: Custom, own: Iterable[Mark], started: date) -> Iterator[Mark]:
    """Return the milestones of a custom together with one's own, each takes more than the one before; own words win."""
    mine = {mark.takes(started): mark for mark in own}
    theirs = {mark.takes(started): mark for mark in _of_custom(custom)}
    both = {**theirs, **mine}
    yield from (both[takes] for takes in sorted(both))


def _of_custom(custom: Custom) -> Iterator[Mark]:
    first, then = FIRST[custom], THEN[custom]
    if then is None:
        return iter(first)
    most = MOST_MONTHS if then.unit is Unit.MONTHS else MOST_ACTIONS
    return chain(first, _going_on(first[-1].amount, then, most))


def _going_on(last: int, then: Rhythm, most: int) -> Iterator[Mark]:
    following = count(last + then.then_every, then.then_every)
    return (Mark(then.unit, amount) for amount in islice(following, (most - last) // then.then_every))


def reached(all_marks: Sequence[Mark], counted: int, started: date) -> tuple[Mark, ...]:
    """Return the milestones that a count is enough for."""
    return tuple(mark for mark in all_marks if mark.takes(started) <= counted)


def following(all_marks: Sequence[Mark], counted: int, started: date) -> tuple[Mark, ...]:
    """Return the milestones still to come, the next one first."""
    return tuple(mark for mark in all_marks if mark.takes(started) > counted)
