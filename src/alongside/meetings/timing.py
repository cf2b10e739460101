"""When a meeting starts next (pure): its rhythm on the clock of its zone, and the dates that are not as usual.

A start that the clock skips comes later by what was skipped (02:30 becomes 03:30); one that the clock shows twice is
the first (RFC 5545, 3.3.5).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from functools import lru_cache
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
WEEK = 7
# A zone is at most a day away from UTC.
WIDEST = timedelta(days=2)
AHEAD = timedelta(days=3 * 366)
# A date outside of these is a slip of the pen, or stands for "never": nothing is held then.
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


@dataclass(frozen=True, slots=True)
class Differs:
    """What is different on one date: cancelled, or with another start (local) or place; `words` says why."""

    is_cancelled: bool = False
    start: datetime | None = None
    place: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Timing:
    """When a meeting is held: `rhythm` as in `enums.Rhythm`, `day` 0 for Sunday, `nth` of the month (-1 the last).

    `differs` tells by the date on which it would have been what is not as usual. `is_closed`: not held for now, up to
    and with `closed_until`, or for ever when that is None.
    """

    rhythm: str
    timezone: str
    day: int | None = None
    nth: int | None = None
    on_date: date | None = None
    time: time_of_day | None = None
    is_closed: bool = False
    closed_until: date | None = None
    differs: Mapping[date, Differs] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Start:
    """One start: the moment (UTC), what the meeting's own clock shows then, the date it belongs to, what differs."""

    at: datetime
    local: datetime
    on_date: date
    differs: Differs | None = None


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def start_of(local: datetime, zone: str) -> datetime:
    """Return the moment (UTC) at which a zone's clock shows a time; later where it skips it, first where it repeats."""
    return local.replace(tzinfo=_zone(zone), fold=0).astimezone(UTC)


def weekday_of(day: date) -> int:
    """Return the day of the week, 0 for Sunday, as Meeting Guide counts."""
    return day.isoweekday() % WEEK


def nth_of_month(year: int, month: int, day: int, nth: int) -> date:
    """Return the nth such weekday of a month; -1 is the last."""
    if nth == -1:
        following = date(year + month // 12, month % 12 + 1, 1)
        last = following - ONE_DAY
        return last - timedelta(days=(weekday_of(last) - day) % WEEK)
    first = date(year, month, 1)
    return first + timedelta(days=(day - weekday_of(first)) % WEEK + WEEK * (nth - 1))


def dates_from(timing: Timing, first: date) -> Iterator[date]:
    """Return the dates of a meeting from one on, in order, without end unless it is held once."""
    if timing.rhythm == "once" and timing.on_date is not None:
        yield from [timing.on_date] if timing.on_date >= first else []
    elif timing.rhythm == "weekly" and timing.day is not None:
        day = first + timedelta(days=(timing.day - weekday_of(first)) % WEEK)
        while True:
            yield day
            day += timedelta(days=WEEK)
    elif timing.rhythm == "monthly" and timing.day is not None and timing.nth is not None:
        yield from _monthly(timing.day, timing.nth, first)


def _monthly(day: int, nth: int, first: date) -> Iterator[date]:
    year, month = first.year, first.month
    while True:
        found = nth_of_month(year, month, day, nth)
        if found >= first:
            yield found
        year, month = year + month // 12, month % 12 + 1


def _start_on(timing: Timing, day: date) -> Start | None:
    """Return the start that belongs to one date of the meeting; None when it is cancelled or closed then."""
    differs = timing.differs.get(day)
    is_closed = timing.is_closed and (timing.closed_until is None or day <= timing.closed_until)
    if timing.time is None or is_closed or (differs and differs.is_cancelled):
        return None
    local = (differs and differs.start) or datetime.combine(day, timing.time)
    return Start(start_of(local, timing.timezone), local, day, differs)


def start_on(timing: Timing, day: date) -> Start | None:
    """Return the start that belongs to one date; None when the meeting has no such date, or is not held on it."""
    return _start_on(timing, day) if next(dates_from(timing, day), None) == day else None


def _is_moved(timing: Timing, day: date) -> bool:
    return day in timing.differs and timing.differs[day].start is not None


def _moved(timing: Timing) -> Iterator[Start | None]:
    """Return the starts that were moved, of dates that the meeting has."""
    for day in timing.differs:
        if _is_moved(timing, day):
            yield start_on(timing, day)


def _usual(timing: Timing, begin: date) -> Iterator[Start | None]:
    """Return the starts that were not moved, in order, within three years."""
    if timing.is_closed and timing.closed_until is None:
        return
    begin = max(begin, timing.closed_until) if timing.closed_until else begin
    for day in takewhile(lambda one: one <= begin + AHEAD, dates_from(timing, begin)):
        if not _is_moved(timing, day):
            yield _start_on(timing, day)


def next_starts(timing: Timing, *, after: datetime, count: int = 1) -> list[Start]:
    """Return the first starts at or after a moment, in order; fewer when there are no more within three years."""
    later = (one for one in _usual(timing, after.date() - WIDEST) if one and one.at >= after)
    usual = list(islice(later, count))
    if not timing.differs:
        return usual
    moved = [one for one in _moved(timing) if one and one.at >= after]
    return sorted([*usual, *moved], key=lambda one: one.at)[:count]
