"""A week as a grid to tick: seven days across, parts of the day or hours down. The template is `ui/parts/week.html`."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.functional import Promise
from django.utils.translation import gettext


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the week, in full and as short as a column on a phone is wide."""

    name: str
    short: str


@dataclass(frozen=True, slots=True)
class Box:
    """One box to tick: what it sends, and what it is called by whoever cannot see where it stands."""

    value: int
    words: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Row:
    """The same time on seven days."""

    name: str
    boxes: tuple[Box, ...]


def days() -> list[Day]:
    """Return the days of a week in the reader's language, Monday first, as hours of the week are counted."""
    return [Day(str(WEEKDAYS[weekday]), str(WEEKDAYS_ABBR[weekday])) for weekday in range(7)]


def rows(
    names: Sequence[str | Promise], *, value: Callable[[int, int], int], ticked: Collection[str]
) -> tuple[Row, ...]:
    """Return a row for each of `names`; `value(weekday, place)` is what the box of its `place` sends on that day."""
    return tuple(
        Row(
            str(name),
            tuple(_box(value(weekday, place), day.name, str(name), ticked) for weekday, day in enumerate(days())),
        )
        for place, name in enumerate(names)
    )


def _box(value: int, day: str, time: str, ticked: Collection[str]) -> Box:
    return Box(value, gettext("%(day)s, %(time)s") % {"day": day, "time": time}, str(value) in ticked)
