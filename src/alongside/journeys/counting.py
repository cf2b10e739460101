"""Counting the days of a journey (pure): whole days of the person's own calendar, without the days of setbacks.

A day counts once it is over, from the first one on. The days of a setback do not count; all the others stay, so days
are cumulative: they are added up over every stretch between setbacks. Days are dates, not hours, so that no night on
which a clock changes makes one longer or shorter; what day it is, is a question of the zone somebody is in.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Days of a setback, the first and the last one included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days one after the other that are counted, from `first` to the day before `after`."""

    first: date
    after: date

    @property
    def days(self) -> int:
        """Return how many days that are."""
        return (self.after - self.first).days

    @property
    def last(self) -> date:
        """Return the last of them."""
        return self.after - A_DAY


def day_in(zone: ZoneInfo, now: datetime) -> date:
    """Return what day it is there."""
    return now.astimezone(zone).date()


def stretches(started: date, setbacks: Iterable[Span], today: date) -> tuple[Stretch, ...]:
    """Return the days that count, as stretches in their order: none of a setback, none from today on."""
    found: list[Stretch] = []
    at = started
    for span in sorted(setbacks, key=lambda one: one.first):
        end = min(span.first, today)
        if at < end:
            found.append(Stretch(at, end))
        at = max(at, span.last + A_DAY)
    if at < today:
        found.append(Stretch(at, today))
    return tuple(found)


def days_counted(started: date, setbacks: Iterable[Span], today: date) -> int:
    """Return how many days count by the morning of `today`."""
    return sum(one.days for one in stretches(started, setbacks, today))


def longest(parts: Sequence[Stretch]) -> Stretch | None:
    """Return the longest stretch, the first of those that are equally long; None where there is none."""
    return max(parts, key=lambda one: one.days, default=None)


def reached_on(started: date, setbacks: Iterable[Span], days: int, today: date) -> date:
    """Return the day on whose morning so many days (at least one) count: of those to come, without a setback more."""
    left = days
    for part in _open_ended(started, setbacks, today):
        if part.days >= left:
            return part.first + left * A_DAY
        left -= part.days
    raise AssertionError("the last stretch goes on")  # pragma: no cover - _open_ended says so


def _open_ended(started: date, setbacks: Iterable[Span], today: date) -> Iterator[Stretch]:
    """Return the stretches up to now, and one that goes on from there for as long as dates do."""
    spans = list(setbacks)
    yield from stretches(started, spans, max(today, started, *(span.last + A_DAY for span in spans)))
    goes_on = max(today, started, *(span.last + A_DAY for span in spans))
    yield Stretch(goes_on, date.max)


def taken_out(started: date, setbacks: Sequence[Span], more: Span, today: date) -> int:
    """Return how many days that count now would not, with one setback more: none when it is of today."""
    return days_counted(started, setbacks, today) - days_counted(started, [*setbacks, more], today)
