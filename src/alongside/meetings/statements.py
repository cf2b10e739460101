"""The statements by which meetings are found, with the conditions for everything but the time.

Each shape has an index that bounds what it reads; docs/explanation/finding-meetings.md says which, and why.
"""

from functools import lru_cache
from typing import Any

from alongside.kernel.places import fold
from alongside.meetings.asking import EARTH_KM, Asked, cells_around
from alongside.meetings.clocks import clock_numbers
from alongside.meetings.kinds import kinds
from alongside.meetings.usual_languages import zones_speaking

COLUMNS = (
    "id", "slug", "name", "program", "types", "attendance", "rhythm", "day", "nth", "on_date", "time", "duration_min",
    "timezone", "languages", "location", "city", "region", "country", "formatted_address", "latitude", "longitude",
    "is_approximate", "is_closed", "closed_until", "state", "confirmed_at",
)  # fmt: skip
SHOWN = ", ".join(f"m.{name}" for name in COLUMNS)
RANGES = """
    unnest(%(clock)s::smallint[], %(first)s::int[], %(last)s::int[], %(base)s::int[], %(zones)s::text[])
    AS s (clock, first, last, base, zones)
"""
IN_RANGE = """
    m.clock = s.clock AND m.week_minute >= s.first AND m.week_minute < s.last
    AND (s.zones = '{}' OR m.timezone = ANY(s.zones::text[]))
    AND (s.base + m.week_minute - s.first, m.id) > (%(after)s, %(after_id)s)
"""
DIFFERING = "SELECT meeting_id FROM meetings_occurrence WHERE on_date >= %(lately)s OR moved_date >= %(lately)s"
# Of a group that not everybody may know of, nobody finds a meeting; the group's own page names it to its members.
PUBLIC = "NOT m.is_for_members"
AS_USUAL = "m.rhythm = 'weekly' AND NOT m.is_closed AND m.state <> 'gone' AND {public} AND m.id NOT IN ({differing})"
# The clocks of the cells, with how many meetings go by each; without a clock, those that are not simply weekly.
CELLS = """
    SELECT clock, count(*) AS number, NULL::uuid[] AS others FROM meetings_meeting
    WHERE cell = ANY(%(cells)s) AND week_minute IS NOT NULL GROUP BY clock
    UNION ALL SELECT NULL, count(*), array_agg(id) FROM (
        SELECT id FROM meetings_meeting WHERE cell = ANY(%(cells)s) AND {not_weekly}
        UNION SELECT id FROM meetings_meeting WHERE cell = ANY(%(cells)s) AND id IN ({differing})
    ) AS few
"""
NEAR = """
    SELECT s.base + m.week_minute - s.first AS minute, {shown} FROM {ranges}
    JOIN meetings_meeting m ON {in_range} WHERE {as_usual} AND {conditions} ORDER BY 1, m.id LIMIT %(limit)s
"""
# Clock by clock, in the order of time: what is not rare is found after a few rows.
BY_CLOCK = """
    SELECT s.base + m.week_minute - s.first AS minute, {shown} FROM {ranges} CROSS JOIN LATERAL (
        SELECT * FROM meetings_meeting m WHERE {in_range} AND {as_usual} AND {conditions}
        ORDER BY m.week_minute, m.id LIMIT %(limit)s
    ) m ORDER BY 1, m.id LIMIT %(limit)s
"""
# All that fits, whenever it is: for what was found to be rare. Said so that the indexes by clock are left aside.
BY_KIND = """
    WITH m AS MATERIALIZED (
        SELECT {shown}, m.week_minute, m.clock FROM meetings_meeting m
        WHERE m.rhythm = 'weekly' AND m.is_closed IS NOT TRUE AND m.state <> 'gone' AND {public}
            AND m.id NOT IN ({differing}) AND {conditions}
    )
    SELECT s.base + m.week_minute - s.first AS minute, {shown} FROM m JOIN {ranges} ON {in_range}
    ORDER BY 1, m.id LIMIT %(limit)s
"""
NOT_WEEKLY = "(rhythm IN ('monthly', 'once') OR (is_closed AND closed_until IS NOT NULL))"
# What is not simply weekly, by the dates that may be meant.
MAY_BE_MEANT = """
    SELECT id FROM meetings_meeting WHERE rhythm = 'monthly' AND day * 10 + nth = ANY(%(days)s)
    UNION SELECT id FROM meetings_meeting WHERE rhythm = 'once' AND on_date BETWEEN %(since)s AND %(until)s
    UNION SELECT id FROM meetings_meeting
        WHERE is_closed AND closed_until IS NOT NULL AND closed_until <= %(until)s
"""
OTHERS = """
    SELECT 0 AS minute, {shown} FROM meetings_meeting m
    WHERE m.id IN ({may_be_meant} UNION {differing}) AND m.state <> 'gone' AND {public} AND {conditions}
"""
# Said so that they are not looked for among all that have the words.
OTHERS_NEAR = """
    WITH m AS MATERIALIZED (SELECT * FROM meetings_meeting WHERE id = ANY(%(others)s::uuid[]))
    SELECT 0 AS minute, {shown} FROM m WHERE m.state <> 'gone' AND {public} AND {conditions}
"""
# What has no time, by its name: asked for with words or a place, which have indexes.
UNTIMED = """
    SELECT 0 AS minute, {shown} FROM meetings_meeting m
    WHERE m.rhythm = 'by_appointment' AND NOT m.is_closed AND m.state <> 'gone' AND {public} AND {conditions}
    ORDER BY m.name, m.id LIMIT %(limit)s
"""
# As the index of words and kinds has it.
SAID = """
    m.types || m.languages || m.program
    || CASE WHEN m.attendance IN ('online', 'hybrid') THEN 'online' ELSE m.attendance END
"""
# In this order: a part may hold what comes after it.
PARTS = {
    "may_be_meant": MAY_BE_MEANT,
    "as_usual": AS_USUAL, "in_range": IN_RANGE, "ranges": RANGES, "shown": SHOWN, "differing": DIFFERING,
    "not_weekly": NOT_WEEKLY, "public": PUBLIC, "said": SAID,
}  # fmt: skip
CONDITIONS = {
    "cells": "m.cell = ANY(%(cells)s)",
    "km": """
        power(sin(radians(m.latitude - %(latitude)s) / 2), 2) + cos(radians(m.latitude)) * cos(radians(%(latitude)s))
        * power(sin(radians(m.longitude - %(longitude)s) / 2), 2) <= power(sin(least(%(km)s / %(earth)s, pi()) / 2), 2)
    """,
    # What the index knows, beside what is meant: a code may be that of a language, too.
    "kinds": "{said} @> %(kinds)s::varchar[]",
    "kind": """
        {said} && %(kind)s::varchar[]
        AND (m.program <> ALL(%(kind_apart)s::varchar[]) OR m.types && %(kind_sure)s::varchar[])
    """,
    "types": "m.types @> %(types)s::varchar[]",
    "program": "m.program = %(program)s",
    "language": "m.languages @> ARRAY[%(language)s]::varchar[]",
    # Each half has an index where all of a kind are looked for, see `written`.
    "usual": """
        ({said} @> ARRAY[%(usual)s]::varchar[] AND m.languages @> ARRAY[%(usual)s]::varchar[]
        OR m.languages = '{}' AND m.clock = ANY(%(usual_clocks)s) AND m.timezone = ANY(%(usual_zones)s) AND {is_open})
    """,
    "attendance": "m.attendance = ANY(%(attendance)s)",
    "words": "m.search_words @@ to_tsquery('simple', %(words)s)",
}


@lru_cache(maxsize=512)
def written(statement: str, conditions: str) -> str:
    """Return a statement with its parts."""
    text = statement.replace("{conditions}", conditions)
    # What is said so is found by the index of the clocks; the other statements know by themselves what is closed.
    text = text.replace("{is_open}", "NOT m.is_closed" if statement == BY_KIND else "true")
    for name, part in PARTS.items():
        text = text.replace("{" + name + "}", part)
    return text


def conditions_of(asked: Asked) -> tuple[dict[str, Any], str]:
    """Return the values and the conditions in SQL for everything but the time."""
    values: dict[str, Any] = {}
    if asked.near is not None:
        point = asked.near
        values |= {"cells": cells_around(point, asked.within_km), "earth": EARTH_KM, "km": asked.within_km}
        values |= {"latitude": point.latitude, "longitude": point.longitude}
    values |= {"types": list(asked.types), "program": asked.program} | _spoken(asked.language)
    if asked.kind:
        kind = kinds()[asked.kind]
        values |= {"kind": list(kind.codes), "kind_sure": list(kind.sure), "kind_apart": list(kind.apart)}
    if asked.attendance:
        # Who looks for a meeting online can go to one that is held both ways, and so can who looks for a room.
        values["attendance"] = [asked.attendance] if asked.attendance == "hybrid" else [asked.attendance, "hybrid"]
    if words := fold(asked.words):
        values["words"] = " & ".join(f"{word}:*" for word in words.split())
    said = [*asked.types, *filter(None, (values.get("language"), asked.program))]
    if said or words:
        values["kinds"] = said + (["online"] if asked.attendance == "online" else [])
    wanted = (condition for name, condition in CONDITIONS.items() if values.get(name))
    return values, " AND ".join(wanted) or "true"


def _spoken(language: str) -> dict[str, Any]:
    """Return a language as what has to be said, or as the usual one of some clocks, where nothing has to be said."""
    zones = zones_speaking(language) if language else ()
    if not zones:
        return {"language": language}
    clocks = {clock_numbers().get(zone, 0) for zone in zones}
    return {"usual": language, "usual_zones": list(zones), "usual_clocks": sorted(clocks)}
