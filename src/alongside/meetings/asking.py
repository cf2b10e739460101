"""What somebody looks for (pure): a place, a time on their own clock, kinds of meetings; nothing about themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from math import asin, ceil, cos, degrees, floor, radians, sin
from zoneinfo import ZoneInfo

from alongside.meetings.clocks import MINUTE, ONE_DAY, Span

NOW, TONIGHT, TOMORROW = "now", "tonight", "tomorrow"
# "Now" is what has just begun, too: people come in late.
JUST_BEGUN = timedelta(minutes=15)
SOON = timedelta(hours=2)
EVENING, NIGHT_ENDS = time(17), time(4)
# A week on any clock, even when it loses hours meanwhile.
A_WEEK = timedelta(days=7, hours=3)
# What is held once a month or a single time is told about further ahead.
FAR = timedelta(days=35)
USUAL_KM, MOST_KM = 25.0, 160.0
EARTH_KM = 6371.0088
# Two cells a degree.
CELLS = 2
AROUND = 360 * CELLS


@dataclass(frozen=True, slots=True)
class Point:
    """Where on the earth, in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Asked:
    """What to look for. `zone` is the asker's clock; `when` is '' (the next week), NOW, TONIGHT or TOMORROW.

    `weekday` is 0 for Sunday to 6; `after` and `before` are moments. Of online meetings only, the place says nothing.
    `kind` is one of `kinds`, in whatever fellowship; `types` are codes.
    `within` are stretches of time, in order, of which a start is to be in one; then `when` and `weekday` say nothing.
    """

    zone: str = "UTC"
    point: Point | None = None
    within_km: float = USUAL_KM
    when: str = ""
    weekday: int | None = None
    after: datetime | None = None
    before: datetime | None = None
    types: tuple[str, ...] = ()
    kind: str = ""
    program: str = ""
    attendance: str = ""
    language: str = ""
    words: str = ""
    within: tuple[Span, ...] = ()

    @property
    def near(self) -> Point | None:
        """Return the point that meetings have to be near to, if any."""
        return None if self.attendance == "online" else self.point


def begins(asked: Asked, now: datetime) -> datetime:
    """Return the first minute at which something that is shown may have begun."""
    begin = asked.after or now - JUST_BEGUN
    return begin.replace(second=0, microsecond=0)


def spans(asked: Asked, *, begin: datetime) -> tuple[Span, ...]:
    """Return the stretches of time within which a meeting may begin, a week at most, in order."""
    end = begin + A_WEEK
    if asked.before is not None:
        end = min(end, asked.before)
    wanted = _wanted(asked, begin)
    cut = (Span(max(one.start, begin), min(one.end, end)) for one in wanted)
    return tuple(one for one in cut if one.start < one.end)


def is_held_within(asked: Asked, at: datetime, stretches: Iterable[Span], *, begin: datetime) -> bool:
    """Return whether a start is one that was asked for; without a day, one that is some weeks ahead is, too."""
    if any(one.start <= at < one.end for one in stretches):
        return True
    is_any_day = not asked.when and asked.weekday is None and not asked.within
    return is_any_day and begin <= at < min(begin + FAR, asked.before or begin + FAR)


def _wanted(asked: Asked, begin: datetime) -> tuple[Span, ...]:
    if asked.within:
        return asked.within
    if asked.when == NOW:
        return (Span(begin, begin + JUST_BEGUN + SOON + MINUTE),)
    if asked.when in (TONIGHT, TOMORROW):
        return (_of_day(asked, begin),)
    if asked.weekday is not None:
        return _weekdays(asked, begin)
    return (Span(begin, begin + A_WEEK),)


def _of_day(asked: Asked, begin: datetime) -> Span:
    zone = ZoneInfo(asked.zone)
    local = (begin + JUST_BEGUN).astimezone(zone)
    today = local.date()
    if asked.when == TOMORROW:
        return Span(_at(today + ONE_DAY, time.min, zone), _at(today + 2 * ONE_DAY, time.min, zone))
    # After midnight it is still the same night.
    evening = today - ONE_DAY if local.time() < NIGHT_ENDS else today
    return Span(_at(evening, EVENING, zone), _at(evening + ONE_DAY, NIGHT_ENDS, zone))


def _weekdays(asked: Asked, begin: datetime) -> tuple[Span, ...]:
    """Return that day of the week: what is left of today, if it is today, and the next one."""
    zone = ZoneInfo(asked.zone)
    today = begin.astimezone(zone).date()
    first = today + ONE_DAY * (((asked.weekday or 0) - today.isoweekday()) % 7)
    days = (first, first + 7 * ONE_DAY)
    return tuple(Span(_at(day, time.min, zone), _at(day + ONE_DAY, time.min, zone)) for day in days)


def _at(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)


def cell_of(latitude: float, longitude: float) -> int:
    """Return the cell of a point, as the database counts them: half a degree each way."""
    return floor((latitude + 90) * CELLS) * AROUND + floor((longitude + 180) * CELLS) % AROUND


def cells_around(point: Point, km: float) -> list[int]:
    """Return all cells in which something may lie that is at most so far away."""
    reach = km / EARTH_KM
    up = degrees(reach)
    low, high = max(point.latitude - up, -90.0), min(point.latitude + up, 90.0)
    narrow = sin(reach) / max(cos(radians(point.latitude)), 1e-9)
    across = degrees(asin(narrow)) if narrow < 1 and low > -90 and high < 90 else 180.0
    west = floor((point.longitude - across + 180) * CELLS)
    columns = min(floor((point.longitude + across + 180) * CELLS) - west + 1, AROUND)
    rows = range(floor((low + 90) * CELLS), ceil((high + 90) * CELLS) + 1)
    return [row * AROUND + (west + column) % AROUND for row in rows for column in range(columns)]
