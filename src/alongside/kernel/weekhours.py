"""Hours of the week and nightly windows, on the clock of a place.

An *hour of the week* is an int 0..167 of local time: 0 is Monday 00:00-01:00, 167 is Sunday 23:00-24:00. A
set of them says when a person can be reached; a *window* (22:00 to 07:00) says when their devices stay
quiet.

Everything comes in as an aware moment and a zone, and goes out in UTC. Local clocks are not trusted to run
evenly: an hour may be skipped, come twice, or shift by thirty minutes (Lord Howe) or a whole day (Apia,
2011).
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

HOURS_IN_WEEK = 168
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
# An hour that a clock change skips comes again a week later; a third week is margin for a skipped day.
_SEARCHED = timedelta(weeks=3)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A run of hours on one weekday.

    `weekday` is 0 (Monday) to 6; the run goes from `from_hour` (0..23) up to, not in, `to_hour` (1..24).
    Raises ValueError for a run that is empty or leaves its day.
    """

    weekday: int
    from_hour: int
    to_hour: int

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise ValueError(f"A weekday is 0 to 6, not {self.weekday}")
        if not 0 <= self.from_hour < self.to_hour <= 24:
            raise ValueError(f"A run of hours lies within 0 to 24, not {self.from_hour} to {self.to_hour}")


def hour_of_week(now: datetime, zone: ZoneInfo) -> int:
    """The hour of the week, 0..167, that the clock in `zone` shows at the aware moment `now`."""
    local = _local(now, zone)
    return local.weekday() * 24 + local.hour


def is_within(hours: frozenset[int], now: datetime, zone: ZoneInfo) -> bool:
    """Whether `now` lies in `hours` on the clock of `zone`; an hour that comes twice counts both times."""
    return hour_of_week(now, zone) in hours


def in_window(start: time, end: time, now: datetime, zone: ZoneInfo) -> bool:
    """Whether `now` lies in the nightly window from `start` up to, not in, `end` (naive times of `zone`).

    `end` at or before `start` is on the next day; `start` equal to `end` is no window at all. On the night
    the clock goes back, a window lasts from the first `start` to the last `end`: once begun it is not
    broken.
    """
    return window_end(start, end, now, zone) > now


def window_end(start: time, end: time, now: datetime, zone: ZoneInfo) -> datetime:
    """The moment (UTC) from which the window no longer holds: its end, or `now` when it does not hold.

    A limit that the clock skips stands at the moment of the skip.
    """
    local = _local(now, zone)
    until = local.astimezone(UTC)
    # Tomorrow's counts because a clock that goes back at midnight returns to today after it began.
    for begins, ends in windows(start, end, zone, first=local.date() - _DAY, last=local.date() + _DAY):
        if begins <= until < ends:
            until = ends
    return until


def windows(start: time, end: time, zone: ZoneInfo, *, first: date, last: date) -> Iterator[tuple[datetime, datetime]]:
    """The windows (from, up to; UTC) that begin on these days of `zone`, in order."""
    if start == end:
        return
    last_day = _DAY if end < start else timedelta()
    for ahead in range((last - first).days + 1):
        day = first + ahead * _DAY
        yield (
            _first_moment(datetime.combine(day, start), zone),
            _last_moment(datetime.combine(day + last_day, end), zone),
        )


def spans(hours: Iterable[int]) -> tuple[Span, ...]:
    """The hours folded to runs for showing, Monday first; a run ends with its day."""
    runs: list[Span] = []
    # In a run, an hour and its place among the sorted hours grow together.
    ordered = enumerate(sorted(set(hours)))
    for (weekday, _), run in groupby(ordered, key=lambda pair: (pair[1] // 24, pair[1] - pair[0])):
        of_day = [hour % 24 for _, hour in run]
        runs.append(Span(weekday, of_day[0], of_day[-1] + 1))
    return tuple(runs)


def projected(hours: frozenset[int], from_zone: ZoneInfo, to_zone: ZoneInfo, week_of: datetime) -> frozenset[int]:
    """The hours of one week in `to_zone` at whose beginning `hours` hold in `from_zone`.

    The week is the one, Monday to Sunday in `to_zone`, that holds the aware moment `week_of`; another week
    may differ, as the two zones change their clocks on different nights. Of an hour that comes twice the
    first counts; an hour that the clock skips takes the answer of the moment of the skip, so that it is not
    mistaken for a gap.
    """
    today = _local(week_of, to_zone)
    monday = datetime.combine(today.date() - today.weekday() * _DAY, time())
    return frozenset(
        hour
        for hour in range(HOURS_IN_WEEK)
        if is_within(hours, _first_moment(monday + hour * _HOUR, to_zone), from_zone)
    )


def coming_moments(zone: ZoneInfo, now: datetime) -> tuple[datetime, ...]:
    """The moment (UTC) at which each hour of the week, 0..167 in `zone`, comes next; the present hour is `now` itself.

    An hour that comes twice counts from the first time; one that the clock skips stands at the moment of the skip.
    """
    local = _local(now, zone)
    present = local.weekday() * 24 + local.hour
    begun = datetime.combine(local.date(), time(local.hour))
    moments = [_first_moment(begun + ahead * _HOUR, zone) for ahead in range(HOURS_IN_WEEK)]
    moments[0] = now.astimezone(UTC)
    return tuple(moments[(hour - present) % HOURS_IN_WEEK] for hour in range(HOURS_IN_WEEK))


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone; a naive one would be read on the server's clock")
    return moment.astimezone(zone)


def _first_moment(wall: datetime, zone: ZoneInfo) -> datetime:
    """The first moment (UTC) at which the clock of `zone` shows `wall`; when it is skipped, the skip."""
    return _moment(wall, zone, fold=0)


def _last_moment(wall: datetime, zone: ZoneInfo) -> datetime:
    """The last moment (UTC) at which the clock of `zone` shows `wall`; when it is skipped, the skip."""
    return _moment(wall, zone, fold=1)


def _moment(wall: datetime, zone: ZoneInfo, fold: int) -> datetime:
    moment = wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wall:
        return moment
    # PEP 495: of a skipped time, fold 1 lies before the skip and fold 0 at or after it.
    before, after = (wall.replace(tzinfo=zone, fold=side).astimezone(UTC) for side in (1, 0))
    return _clock_change(before, after, zone)


def _clock_change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The moment in (before, after] from which the offset of `zone` is another; it changes once between them."""
    offset = before.astimezone(zone).utcoffset()

    def has_changed(seconds: int) -> bool:
        return (before + timedelta(seconds=seconds)).astimezone(zone).utcoffset() != offset

    length = int((after - before).total_seconds())
    return before + timedelta(seconds=bisect_left(range(length), x=True, key=has_changed))
