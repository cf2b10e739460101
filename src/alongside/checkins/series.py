"""The answers to one part over time (pure): by day, and by week; and how far back one looks.

Of several answers in a day, and of the days of a week, the middle one counts, of two in the middle the lower: an answer
that was given, never one in between.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median_low

from alongside.checkins.parts import ends_of

YES = 1


class Span(StrEnum):
    """How far back one looks, in whole weeks; this one is the last."""

    WEEKS = "weeks"
    MONTHS = "months"
    YEAR = "year"


WEEKS = {Span.WEEKS: 4, Span.MONTHS: 13, Span.YEAR: 52}


@dataclass(frozen=True, slots=True)
class Point:
    """One day or week that was answered: where it stands in time, counted from 0, its first day, what it was.

    `of` is on how many days it was answered.
    """

    place: int
    day: date
    value: int
    of: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """The points of one part, how many places there are, and between what they may lie."""

    points: tuple[Point, ...]
    places: int
    ends: tuple[int, int]
    by_week: bool


def span_asked(text: str) -> Span:
    """Return the span that an address asks for, four weeks when it asks for none or another thing."""
    try:
        return Span(text)
    except ValueError:
        return Span.WEEKS


def first_day(span: Span, today: date) -> date:
    """Return the Monday on which a span begins."""
    return monday(today) - timedelta(weeks=WEEKS[span] - 1)


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def by_day(answers: Iterable[tuple[date, int]]) -> dict[date, int]:
    """Return one answer for each day that has any, in the order of days."""
    found: dict[date, list[int]] = {}
    for day, value in answers:
        found.setdefault(day, []).append(value)
    return {day: median_low(found[day]) for day in sorted(found)}


def row_of(kind: str, days: Mapping[date, int], span: Span, today: date) -> Row:
    """Return the points of a part: days, or weeks for a year; of a yes or no on how many days of a week it was yes."""
    first = first_day(span, today)
    if kind != "yes_no" and span != Span.YEAR:
        points = tuple(Point((day - first).days, day, value) for day, value in sorted(days.items()))
        return Row(points, (today - first).days + 1, ends_of(kind), by_week=False)
    weeks: dict[date, list[int]] = {}
    for day, value in days.items():
        weeks.setdefault(monday(day), []).append(value)
    count = _yes if kind == "yes_no" else median_low
    points = tuple(Point((day - first).days // 7, day, count(week), len(week)) for day, week in sorted(weeks.items()))
    return Row(points, WEEKS[span], (0, 7) if kind == "yes_no" else ends_of(kind), by_week=True)


def _yes(values: Sequence[int]) -> int:
    return sum(value == YES for value in values)
