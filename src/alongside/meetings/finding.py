"""Finding meetings: from what somebody looks for to those that begin next, in order, each once.

Meetings held every week are most of all; the database finds them by the minute of the week on their own clock (see
`clocks`). All others (once a month, a single one, closed for a while, with a date that is not as usual) are few, and
`timing` says when they begin. Both are put together in the order of their beginning.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from heapq import merge
from itertools import islice
from typing import Any
from uuid import UUID

from django.core import signing
from django.db import connection
from psycopg import sql
from psycopg.rows import namedtuple_row

from alongside.kernel.errors import Invalid
from alongside.kernel.places import distance_km, fold
from alongside.meetings.asking import EARTH_KM, Asked, begins, cells_around, is_held_within, spans
from alongside.meetings.clocks import MINUTE, Span, ranges
from alongside.meetings.models import Occurrence
from alongside.meetings.queries import differs_of
from alongside.meetings.timing import Differs, Timing, next_starts
from alongside.ui import phrases

SALT = "alongside.meetings.cursor"
MOST = 200
# Of a meeting that is not simply weekly, so many dates are looked at: the first may be on another day than asked for.
DATES = 4
RECENT = timedelta(days=3)
# Without a place there may be very many: the next hours are looked at first.
STEPS = (timedelta(hours=2), timedelta(hours=12))
COLUMNS = (
    "id", "slug", "name", "program", "types", "attendance", "rhythm", "day", "nth", "on_date", "time", "duration_min",
    "timezone", "languages", "location", "city", "region", "country", "latitude", "longitude", "is_approximate",
    "is_closed", "closed_until", "state", "confirmed_at",
)  # fmt: skip
SHOWN = sql.SQL(", ").join(sql.Identifier("m", name) for name in COLUMNS)
WEEKLY = sql.SQL("""
    SELECT s.base + m.week_minute - s.first AS minute, {shown}
    FROM unnest(%(zones)s::text[], %(first)s::int[], %(last)s::int[], %(base)s::int[]) AS s (zone, first, last, base)
    JOIN meetings_meeting m ON m.timezone = s.zone AND m.week_minute >= s.first AND m.week_minute < s.last
    WHERE NOT m.is_closed AND m.id <> ALL(%(others)s) AND {conditions} AND
        (s.base + m.week_minute - s.first, m.id) > (%(after)s, %(after_id)s)
    ORDER BY 1, m.id LIMIT %(limit)s
""")
OTHERS = sql.SQL("""
    SELECT 0 AS minute, {shown} FROM meetings_meeting m
    WHERE (m.rhythm IN ('monthly', 'once') OR (m.is_closed AND m.closed_until IS NOT NULL) OR m.id = ANY(%(others)s))
        AND (m.rhythm <> 'once' OR m.on_date >= %(lately)s OR m.id = ANY(%(others)s))
        AND {conditions}
""")
ZONES_NEAR = sql.SQL("SELECT DISTINCT timezone FROM meetings_meeting WHERE cell = ANY(%(cells)s)")
# One step of the index a zone, and not all meetings.
ZONES = sql.SQL("""
    WITH RECURSIVE known AS (
        (SELECT timezone FROM meetings_meeting ORDER BY timezone LIMIT 1)
        UNION ALL
        SELECT (SELECT m.timezone FROM meetings_meeting m WHERE m.timezone > known.timezone ORDER BY 1 LIMIT 1)
        FROM known WHERE known.timezone IS NOT NULL
    )
    SELECT timezone FROM known WHERE timezone IS NOT NULL
""")
CONDITIONS = {
    "cells": sql.SQL("m.cell = ANY(%(cells)s)"),
    "km": sql.SQL("""
        power(sin(radians(m.latitude - %(latitude)s) / 2), 2) + cos(radians(m.latitude)) * cos(radians(%(latitude)s))
        * power(sin(radians(m.longitude - %(longitude)s) / 2), 2) <= power(sin(least(%(km)s / %(earth)s, pi()) / 2), 2)
    """),
    "types": sql.SQL("m.types @> %(types)s::varchar[]"),
    "program": sql.SQL("m.program = %(program)s"),
    "attendance": sql.SQL("m.attendance = ANY(%(attendance)s)"),
    "language": sql.SQL("m.languages @> ARRAY[%(language)s]::varchar[]"),
    "words": sql.SQL("m.search_words @@ to_tsquery('simple', %(words)s)"),
}
FIRST = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Found:
    """A meeting as a list shows it: when it begins next (UTC), how far away it is, and what is known of it."""

    start: datetime
    meeting: Any
    distance: float | None = None
    differs: Differs | None = None

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
    """What all parts of one search share."""

    asked: Asked
    begin: datetime
    after: tuple[datetime, UUID] | None
    stretches: tuple[Span, ...]
    differs: Mapping[UUID, dict[date, Differs]]
    values: dict[str, Any]
    conditions: sql.Composable


def find_meetings(asked: Asked, *, now: datetime, limit: int = 20, cursor: str = "") -> Page:
    """Return the meetings that begin next, the first of them first; Invalid when the cursor is not one of ours."""
    search = _search(asked, now=now, cursor=cursor)
    in_order = merge(_weekly(search, limit + 1), _others(search), key=lambda one: one.key)
    found = list(islice(in_order, limit + 1))
    shown = tuple(_measured(one, asked) for one in found[:limit])
    next_cursor = _write_cursor(search.begin, shown[-1]) if len(found) > limit else None
    return Page(shown, next_cursor, search.begin)


def _search(asked: Asked, *, now: datetime, cursor: str) -> _Search:
    begin, after = read_cursor(cursor) if cursor else (begins(asked, now), None)
    differs = _differing(begin)
    values, conditions = _conditions(asked)
    since, since_id = after or (begin - MINUTE, FIRST)
    values |= {"others": list(differs), "lately": (begin - RECENT).date()}
    values |= {"after": (since - begin) // MINUTE, "after_id": since_id}
    return _Search(asked, begin, after, spans(asked, begin=begin), differs, values, conditions)


def _timing(meeting: Any, differs: dict[date, Differs]) -> Timing:
    """Return when a meeting is held, from its row."""
    return Timing(
        rhythm=meeting.rhythm,
        timezone=meeting.timezone,
        day=meeting.day,
        nth=meeting.nth,
        on_date=meeting.on_date,
        time=meeting.time,
        is_closed=meeting.is_closed,
        closed_until=meeting.closed_until,
        differs=differs,
    )


def _differing(begin: datetime) -> dict[UUID, dict[date, Differs]]:
    """Return what is not as usual from lately on, by meeting."""
    found: dict[UUID, dict[date, Differs]] = {}
    earliest = (begin - RECENT).date()
    rows = Occurrence.objects.filter(on_date__gte=earliest) | Occurrence.objects.filter(moved_date__gte=earliest)
    for row in rows:
        found.setdefault(row.meeting_id, {})[row.on_date] = differs_of(row)
    return found


def _conditions(asked: Asked) -> tuple[dict[str, Any], sql.Composable]:
    """Return the values and the conditions in SQL for everything but the time."""
    values: dict[str, Any] = {}
    names = []
    if asked.near is not None:
        point = asked.near
        values |= {"cells": cells_around(point, asked.within_km), "earth": EARTH_KM, "km": asked.within_km}
        values |= {"latitude": point.latitude, "longitude": point.longitude}
        names += ["cells", "km"]
    for name in ("types", "program", "language"):
        if wanted := getattr(asked, name):
            values[name] = list(wanted) if name == "types" else wanted
            names.append(name)
    if asked.attendance:
        # Who looks for a meeting online can go to one that is held both ways, and so can who looks for a room.
        values["attendance"] = [asked.attendance] if asked.attendance == "hybrid" else [asked.attendance, "hybrid"]
        names.append("attendance")
    if words := fold(asked.words):
        values["words"] = " & ".join(f"{word}:*" for word in words.split())
        names.append("words")
    return values, sql.SQL(" AND ").join([sql.SQL("m.state <> 'gone'"), *(CONDITIONS[name] for name in names)])


def _weekly(search: _Search, limit: int) -> Iterator[Found]:
    """Return meetings of every week in the order of their start; the far ones are asked for only when needed."""
    query = WEEKLY.format(shown=SHOWN, conditions=search.conditions)
    begin = search.begin
    zones = [row[0] for row in _rows(ZONES_NEAR if search.asked.near else ZONES, search.values)]
    for step in _steps(search):
        said = ranges(zones, step, begin=begin)
        pairs = [(zone, one) for some, names in said.items() for one in some for zone in names]
        columns = {name: [getattr(one, name) for _zone, one in pairs] for name in ("first", "last", "base")}
        places = search.values | columns | {"zones": [zone for zone, _one in pairs], "limit": limit}
        for row in _rows(query, places):
            start = begin + row.minute * MINUTE
            # A week on the clock may be a little shorter than a week of time: each meeting is told once.
            if next_starts(_timing(row, {}), after=begin)[0].at == start:
                yield Found(start, row)


def _steps(search: _Search) -> Iterator[list[Span]]:
    """Return the stretches of time in one, or cut into what comes soon and the rest."""
    if not search.stretches:
        return
    low, last = search.stretches[0].start, search.stretches[-1].end
    since = max(low, search.after[0]) if search.after else low
    cuts = [] if search.asked.near else [since + step for step in STEPS]
    for high in [*cuts, last]:
        inside = (Span(max(one.start, low), min(one.end, high)) for one in search.stretches)
        if some := [one for one in inside if one.start < one.end]:
            yield some
        low = max(low, high)


def _others(search: _Search) -> list[Found]:
    """Return the meetings that are not simply weekly, in the order of their start."""
    rows = _rows(OTHERS.format(shown=SHOWN, conditions=search.conditions), search.values)
    found = (one for row in rows if (one := _next(search, row)))
    return sorted((one for one in found if search.after is None or one.key > search.after), key=lambda one: one.key)


def _next(search: _Search, row: Any) -> Found | None:
    timing = _timing(row, search.differs.get(row.id, {}))
    for one in next_starts(timing, after=search.begin, count=DATES):
        if is_held_within(search.asked, one.at, search.stretches, begin=search.begin):
            return Found(one.at, row, differs=one.differs)
    return None


def _rows(query: sql.Composable, values: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        make = namedtuple_row(cursor.cursor)
        return [make(row) for row in cursor.fetchall()]


def _measured(found: Found, asked: Asked) -> Found:
    meeting, point = found.meeting, asked.near
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
