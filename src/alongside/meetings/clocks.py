"""What the clocks of zones show within a stretch of time (pure): from moments to minutes of the local week, exactly.

A meeting every week begins at one minute of the week, 0 to 10,079 from Sunday 00:00, on its own clock. To find all that
begin within a stretch of time, the stretch is said once for every zone as ranges of such minutes. Where a clock jumps,
ranges say the same as `timing.start_of`: a minute that is skipped comes later, one that is shown twice is the first.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY_MINUTES = 1440
WEEK_MINUTES = 7 * DAY_MINUTES
MINUTE = timedelta(minutes=1)
ONE_DAY = timedelta(days=1)
# Longer than any stretch somebody asks for: a week, and what clocks may lose in it.
DAYS = 9
NEVER = datetime(9999, 1, 1)  # noqa: DTZ001 - a wall clock


@dataclass(frozen=True, slots=True)
class Span:
    """From one moment up to, not with, another."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Range:
    """Minutes of the week from `first` up to `last`; `base` is when `first` comes, in minutes after the beginning."""

    first: int
    last: int
    base: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """Wall-clock times up to `until` (not with it) at which a zone is `offset` ahead of UTC."""

    offset: timedelta
    until: datetime


def ranges(zones: Iterable[str], spans: Iterable[Span], *, begin: datetime) -> dict[tuple[Range, ...], list[str]]:
    """Return the ranges of spans (each at most 8 days) and all zones that have them, counted in minutes from `begin`.

    Clocks that run alike are told together, since there are four hundred names for some forty clocks.
    """
    stretches = tuple(spans)
    alike: dict[tuple[tuple[_Piece, ...], ...], list[str]] = defaultdict(list)
    for zone in zones:
        alike[tuple(_pieces(zone, span.start.date()) for span in stretches)].append(zone)
    said: dict[tuple[Range, ...], list[str]] = defaultdict(list)
    for clocks, names in alike.items():
        both = zip(stretches, clocks, strict=True)
        said[tuple(one for span, pieces in both for one in _of_span(span, pieces, begin))] += names
    return said


@lru_cache(maxsize=4096)
def _pieces(zone: str, day: date) -> tuple[_Piece, ...]:
    """Return how a clock runs from the day before `day` for `DAYS` days."""
    clock = ZoneInfo(zone)
    at = datetime.combine(day, time.min, UTC) - ONE_DAY
    pieces = []
    for _ in range(DAYS + 1):
        before, after = _offset(clock, at), _offset(clock, at + ONE_DAY)
        if before != after:
            jump = _jump(clock, at)
            pieces.append(_Piece(before, jump.replace(tzinfo=None) + max(before, after)))
        at += ONE_DAY
    return (*pieces, _Piece(_offset(clock, at), NEVER))


def _offset(clock: ZoneInfo, at: datetime) -> timedelta:
    offset = at.astimezone(clock).utcoffset() or timedelta()
    return timedelta(minutes=offset // MINUTE)


def _jump(clock: ZoneInfo, at: datetime) -> datetime:
    """Return the minute within a day after `at` in which a clock jumps."""
    before, low, high = _offset(clock, at), 0, DAY_MINUTES
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(clock, at + middle * MINUTE) == before else (low, middle)
    return at + high * MINUTE


def _of_span(span: Span, pieces: tuple[_Piece, ...], begin: datetime) -> Iterator[Range]:
    since = datetime.min  # noqa: DTZ901 - a wall clock
    for piece in pieces:
        first = max(span.start.replace(tzinfo=None) + piece.offset, since)
        last = min(span.end.replace(tzinfo=None) + piece.offset, piece.until)
        since = piece.until
        yield from _by_week(first, last, piece.offset, begin.replace(tzinfo=None))


def _by_week(first: datetime, last: datetime, offset: timedelta, begin: datetime) -> Iterator[Range]:
    """Return a stretch of the wall clock as minutes of the week, parted where a week begins."""
    while first < last:
        sunday = datetime.combine(first.date() - ONE_DAY * (first.isoweekday() % 7), time.min)
        until = min(last, sunday + 7 * ONE_DAY)
        minute = (first - sunday) // MINUTE
        yield Range(minute, minute + -((first - until) // MINUTE), (first - offset - begin) // MINUTE)
        first = until
