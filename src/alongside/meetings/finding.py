"""Finding meetings: from what somebody looks for to those that begin next, in order, each once.

Meetings held every week are most of all; the database finds them by the minute of the week on their own clock (see
`clocks`). All others (once a month, a single one, closed for a while, with a date that is not as usual) are few, and
`timing` says when they begin. Both are put together in the order of their beginning.
"""

from collections import namedtuple
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import starmap
from typing import Any
from uuid import UUID

from django.core import signing
from django.db import connection
from django.db.models import Q

from alongside.kernel.errors import Invalid
from alongside.kernel.places import distance_km
from alongside.meetings.asking import FAR, Asked, begins, is_held_within, spans
from alongside.meetings.clocks import MINUTE, ONE_DAY, WEEK_MINUTES, Clock, Range, Span, ranges
from alongside.meetings.kinds import codes_meant
from alongside.meetings.models import Occurrence
from alongside.meetings.queries import differs_of, timing_with
from alongside.meetings.statements import (
    BY_CLOCK,
    BY_KIND,
    CELLS,
    NEAR,
    OTHERS,
    OTHERS_NEAR,
    UNTIMED,
    conditions_of,
    written,
)
from alongside.meetings.timing import Differs, next_starts, weekday_of
from alongside.ui import phrases

SALT = "alongside.meetings.cursor"
MOST = 200
# Of a meeting that is not simply weekly, so many dates are looked at: the first may be on another day than asked for.
DATES = 4
RECENT = timedelta(days=3)
# Without a place there may be very many: the next minutes are looked at first, then the next hours.
SOON = (15, 120)
# What would be looked for longer than ten hours ahead, minute by minute, is rare.
MOST_AHEAD = 600
# Near a place, so many meetings are looked at first: a page of them, and some that do not fit.
AT_FIRST = 120
FOR_EVER = 60 * 24 * 9
FIRST = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Found:
    """A meeting as a list shows it: when it begins next (UTC), how far away it is, and what is known of it.

    `sought` are those of its types that were asked for.
    """

    start: datetime
    meeting: Any
    distance: float | None = None
    differs: Differs | None = None
    sought: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[datetime, UUID]:
        """Return what results are ordered by."""
        return self.start, self.meeting.id


@dataclass(frozen=True, slots=True)
class Page:
    """Some of what was found, and the cursor of what comes after it, if anything does."""

    found: tuple[Found, ...]
    next_cursor: str | None
    begin: datetime


@dataclass(frozen=True, slots=True)
class _Search:
    """What all parts of one search share; `after` is in minutes after `begin`."""

    asked: Asked
    begin: datetime
    after: tuple[datetime, UUID] | None
    stretches: tuple[Span, ...]
    values: dict[str, Any]
    conditions: str

    def rows(self, statement: str, more: dict[str, Any]) -> list[Any]:
        """Return what a statement finds, with the conditions of this search."""
        with connection.cursor() as cursor:
            cursor.execute(written(statement, self.conditions), self.values | more)
            make = _made(tuple(column.name for column in cursor.description))
            return list(starmap(make, cursor.fetchall()))


@dataclass(frozen=True, slots=True)
class _Cells:
    """How many meetings go by each clock in the cells around a point, and which are not simply weekly."""

    clocks: dict[int, int]
    others: list[UUID]


def find_meetings(asked: Asked, *, now: datetime, limit: int = 20, cursor: str = "") -> Page:
    """Return the meetings that begin next, the first of them first; Invalid when the cursor is not one of ours."""
    search = _search(asked, now=now, cursor=cursor)
    cells = _cells(search) if asked.near else None
    weekly = _weekly(search, cells.clocks if cells else None, limit + 1)
    # Of the others, what begins after the last of these is not looked at.
    others = _others(search, cells, until=weekly[-1].start if len(weekly) > limit else None)
    found = sorted(weekly + others, key=lambda one: one.key)
    shown = tuple(_measured(one, asked) for one in found[:limit])
    next_cursor = _write_cursor(search.begin, shown[-1]) if len(found) > limit else None
    return Page(shown, next_cursor, search.begin)


def find_untimed(asked: Asked, *, now: datetime, limit: int = 20) -> tuple[Found, ...]:
    """Return what has no time, by name: it fits where no time is asked for. Only near a place, or by words."""
    if not (asked.near or asked.words) or asked.when or asked.weekday is not None:
        return ()
    rows = _search(asked, now=now, cursor="").rows(UNTIMED, {"limit": limit})
    return tuple(_measured(Found(now, row), asked) for row in rows)


def _search(asked: Asked, *, now: datetime, cursor: str) -> _Search:
    begin, after = read_cursor(cursor) if cursor else (begins(asked, now), None)
    values, conditions = conditions_of(asked)
    since, since_id = after or (begin - MINUTE, FIRST)
    values |= {"lately": (begin - RECENT).date(), "after": (since - begin) // MINUTE, "after_id": since_id}
    return _Search(asked, begin, after, spans(asked, begin=begin), values, conditions)


@lru_cache(maxsize=16)
def _made(names: tuple[str, ...]) -> Any:
    """Return what makes a row out of its columns."""
    return namedtuple("Row", names)


def _cells(search: _Search) -> _Cells:
    rows = search.rows(CELLS, {})
    clocks = {row.clock: row.number for row in rows if row.clock is not None}
    return _Cells(clocks, [one for row in rows for one in row.others or ()])


def _weekly(search: _Search, near: dict[int, int] | None, limit: int) -> list[Found]:
    """Return meetings of every week in the order of their start; the far ones are asked for only when needed."""
    if not search.stretches:
        return []
    said = ranges(search.stretches, begin=search.begin, numbers=near)
    found: list[Found] = []
    for statement, since, until in _steps(search, near, found, limit):
        places = _places(said, since, until)
        if places["clock"]:
            rows = search.rows(statement, places | {"limit": limit - len(found)})
            found += (Found(search.begin + row.minute * MINUTE, row) for row in rows)
    return found


def _places(said: Iterable[tuple[Clock, list[Range]]], since: int, until: int) -> dict[str, Any]:
    """Return the ranges within some minutes as columns."""
    cut = ((clock, one.within(since, until)) for clock, found in said for one in found)
    some = [(clock, one) for clock, one in cut if one]
    return {
        "clock": [clock.number for clock, _one in some],
        "zones": [f"{{{','.join(clock.zones)}}}" for clock, _one in some],
        **{name: [getattr(one, name) for _clock, one in some] for name in ("first", "last", "base")},
    }


def _steps(
    search: _Search, near: dict[int, int] | None, found: list[Found], limit: int
) -> Iterator[tuple[str, int, int]]:
    """Return the statements one after the other, each with its minutes after the beginning, until enough is found."""
    first = since = max((search.stretches[0].start - search.begin) // MINUTE, search.values["after"])
    usual = BY_CLOCK if near is None else NEAR
    for cut in SOON if near is None else (WEEK_MINUTES * AT_FIRST // max(sum(near.values()), 1),):
        yield usual, since, since + cut
        since += cut
        if len(found) >= limit:
            return
    is_some_kind = near is None and any(search.values.get(name) for name in ("kinds", "kind", "usual", "attendance"))
    if found:
        # As many again as are missing, if it goes on like this, and some more.
        ahead = 2 * (since - first) * (limit - len(found)) // len(found)
        if ahead <= MOST_AHEAD or not is_some_kind:
            yield usual, since, since + ahead
            since += ahead
    if len(found) < limit:
        yield BY_KIND if is_some_kind else usual, since, FOR_EVER


def _others(search: _Search, cells: _Cells | None, *, until: datetime | None) -> list[Found]:
    """Return the meetings that are not simply weekly and begin until then."""
    if cells is None:
        rows = search.rows(OTHERS, _dates_until(search.begin, until))
    else:
        rows = search.rows(OTHERS_NEAR, {"others": cells.others}) if cells.others else []
    differs = _differing(rows, search.values["lately"]) if rows else {}
    found = (one for row in rows if (one := _next(search, row, differs.get(row.id, {}))))
    return [one for one in found if search.after is None or one.key > search.after]


def _dates_until(begin: datetime, until: datetime | None) -> dict[str, Any]:
    """Return the dates on which something may be held that begins until then."""
    last = min(until or begin + FAR, begin + FAR)
    since, last_day = begin.date() - ONE_DAY, last.date() + ONE_DAY
    days = [since + number * ONE_DAY for number in range((last_day - since).days + 1)]
    return {"since": since, "until": last_day, "days": list({code for day in days for code in _codes(day)})}


def _codes(day: date) -> list[int]:
    """Return which days of the month that is, as `day * 10 + nth` of a meeting: the second Friday, or the last."""
    weekday = weekday_of(day) * 10
    is_last = (day + 7 * ONE_DAY).month != day.month
    return [weekday + (day.day - 1) // 7 + 1, *([weekday - 1] if is_last else [])]


def _differing(rows: Iterable[Any], lately: date) -> dict[UUID, dict[date, Differs]]:
    """Return what is not as usual from lately on, by meeting."""
    found: dict[UUID, dict[date, Differs]] = {}
    is_late = Q(on_date__gte=lately) | Q(moved_date__gte=lately)
    for one in Occurrence.objects.filter(is_late, meeting_id__in=[row.id for row in rows]):
        found.setdefault(one.meeting_id, {})[one.on_date] = differs_of(one)
    return found


def _next(search: _Search, row: Any, differs: dict[date, Differs]) -> Found | None:
    timing = timing_with(row, differs)
    for one in next_starts(timing, after=search.begin, count=DATES):
        if is_held_within(search.asked, one.at, search.stretches, begin=search.begin):
            return Found(one.at, row, differs=one.differs)
    return None


def _measured(found: Found, asked: Asked) -> Found:
    meeting, point = found.meeting, asked.near
    sought = {*asked.types, *(codes_meant(asked.kind, meeting.program) if asked.kind else ())}
    found = replace(found, sought=tuple(code for code in meeting.types if code in sought))
    if point is None or meeting.latitude is None:
        return found
    km = distance_km((point.latitude, point.longitude), (meeting.latitude, meeting.longitude))
    return replace(found, distance=km)


def _write_cursor(begin: datetime, last: Found) -> str:
    return signing.dumps([begin.isoformat(), last.start.isoformat(), last.meeting.id.hex], salt=SALT)


def read_cursor(cursor: str) -> tuple[datetime, tuple[datetime, UUID]]:
    """Return when the search began, and the last that was shown."""
    try:
        begin, start, row_id = signing.loads(cursor, salt=SALT)
    except signing.BadSignature as error:
        raise Invalid(phrases.CURSOR_NOT_OURS, field="cursor") from error
    return datetime.fromisoformat(begin), (datetime.fromisoformat(start), UUID(hex=row_id))
