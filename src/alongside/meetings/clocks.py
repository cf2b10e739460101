"""What the clocks of zones show within a stretch of time (pure): from moments to minutes of the local week, exactly.

A meeting every week begins at one minute of the week, 0 to 10,079 from Sunday 00:00, on its own clock. To find all that
begin within a stretch of time, the stretch is said once for every clock as ranges of such minutes. Where a clock jumps,
ranges say the same as `timing.start_of`: a minute that is skipped comes later, one that is shown twice is the first.

Four hundred zones run like some sixty clocks. `data/clocks.txt` lists in each line the zones of one clock, and the
database keeps with each meeting the number of the line of its zone, 0 for a zone that is in no line. The file only says
what is looked at together: zones of one line that run apart one day are told apart by their names.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

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

    def within(self, since: int, until: int) -> "Range | None":
        """Return what of it comes from one minute after the beginning up to, not with, another; None for nothing."""
        first = max(self.first, self.first + since - self.base)
        last = min(self.last, self.first + until - self.base)
        return Range(first, last, self.base + first - self.first) if first < last else None


@dataclass(frozen=True, slots=True)
class Clock:
    """Zones that run alike for a while, by the number of their line; `zones` is empty when it is all of that line."""

    number: int
    zones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """Wall-clock times up to `until` (not with it) at which a zone is `offset` ahead of UTC."""

    offset: timedelta
    until: datetime


@lru_cache(maxsize=1)
def clock_numbers() -> dict[str, int]:
    """Return the number of the line of each zone that is in one."""
    lines = (files("alongside.meetings") / "data" / "clocks.txt").read_text(encoding="utf-8").splitlines()
    return {zone: number for number, line in enumerate(lines, start=1) for zone in line.split()}


def ranges(
    spans: Iterable[Span], *, begin: datetime, numbers: Collection[int] | None = None
) -> list[tuple[Clock, list[Range]]]:
    """Return the ranges of spans, all within 8 days of `begin`, for every clock, or for those with these numbers.

    Ranges are counted in minutes from `begin`. Each minute of the week is told once, the first time it comes.
    """
    stretches = [tuple(-((begin - at) // MINUTE) for at in (span.start, span.end)) for span in spans]
    return [
        (clock, _once(some for since, until in stretches for one in found if (some := one.within(since, until))))
        for number in (_zones_of() if numbers is None else numbers)
        for clock, found in _ahead(number, begin)
    ]


@lru_cache(maxsize=1024)
def _ahead(number: int, begin: datetime) -> tuple[tuple[Clock, tuple[Range, ...]], ...]:
    """Return all ranges of the eight days after a moment, for the clocks of a line."""
    span = Span(begin, begin + 8 * ONE_DAY)
    return tuple((clock, tuple(_of_span(span, pieces, begin))) for clock, pieces in _running(number, begin.date()))


def _once(found: Iterable[Range]) -> list[Range]:
    """Return ranges without what earlier ones have said."""
    said: list[Range] = []
    for one in found:
        parts = [one]
        for earlier in said:
            parts = [left for part in parts for left in _without(part, earlier)]
        said += parts
    return said


def _without(one: Range, other: Range) -> Iterator[Range]:
    for first, last in ((one.first, min(one.last, other.first)), (max(one.first, other.last), one.last)):
        if first < last:
            yield Range(first, last, one.base + first - one.first)


@lru_cache(maxsize=1)
def _zones_of() -> dict[int, list[str]]:
    """Return the zones of each line, and of none."""
    numbers = clock_numbers()
    found: dict[int, list[str]] = defaultdict(list)
    for zone in sorted(available_timezones()):
        found[numbers.get(zone, 0)].append(zone)
    return found


@lru_cache(maxsize=4096)
def _running(number: int, day: date) -> tuple[tuple[Clock, tuple[_Piece, ...]], ...]:
    """Return the clocks of a line, one as a rule, and how they run from the day before `day` for `DAYS` days."""
    alike: dict[tuple[_Piece, ...], list[str]] = defaultdict(list)
    for zone in _zones_of().get(number, []):
        alike[_pieces(zone, day)].append(zone)
    is_one = len(alike) == 1 and number > 0
    return tuple((Clock(number, () if is_one else tuple(zones)), pieces) for pieces, zones in alike.items())


def _pieces(zone: str, day: date) -> tuple[_Piece, ...]:
    """Return how a clock runs from the day before `day` for `DAYS` days."""
    clock = ZoneInfo(zone)
    first = datetime.combine(day, time.min) - ONE_DAY
    days = [first + number * ONE_DAY for number in range(DAYS + 2)]
    offsets = [_offset(clock, at) for at in days]
    pieces = []
    for at, (before, after) in zip(days, pairwise(offsets), strict=False):
        if before != after:
            pieces.append(_Piece(before, _jump(clock, at) + max(before, after)))
    return (*pieces, _Piece(offsets[-1], NEVER))


def _offset(clock: ZoneInfo, at: datetime) -> timedelta:
    """Return how far ahead a clock is at a moment, which is given in UTC without saying so, in whole minutes."""
    ahead = clock.fromutc(at.replace(tzinfo=clock)).replace(tzinfo=None) - at
    return timedelta(minutes=ahead // MINUTE)


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
