"""How meetings are said on pages: their kinds in the fellowship's words, their times, how sure we are of them."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import inf
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import formats, timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.meetings.addresses import town_in
from alongside.meetings.distances import distance_words
from alongside.meetings.enums import Attendance, State
from alongside.meetings.finding import Found
from alongside.meetings.programs import NOT_SHOWN, programs, type_words
from alongside.ui.countries import reader_locale
from alongside.ui.lists import listed

# How long a meeting lasts where nobody says so.
USUAL_LENGTH = timedelta(minutes=60)
NOT_CONFIRMED = _("Its source does not list this meeting any more. Please ask before you go.")


THE_NEAREST = _("The nearest first")
# So many are shown where the nearest come first.
NEAREST = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A meeting as a line of a list; `begun` says so when it has. What has no time has neither `start` nor `at`."""

    slug: str
    name: str
    start: datetime | None
    at: str
    begun: str
    local: str
    place: str
    distance: str
    kind: str
    warning: str


@dataclass(frozen=True, slots=True)
class DayOfLines:
    """The meetings of one day of the reader's calendar, or other ones that belong together."""

    name: str
    lines: list[Line]


def by_day(found: tuple[Found, ...], *, now: datetime) -> list[DayOfLines]:
    """Return what was found by the days of the active time zone."""
    days: dict[date, list[Line]] = {}
    for one in in_order(found):
        days.setdefault(timezone.localtime(one.start).date(), []).append(line(one, now=now))
    return [DayOfLines(day_words(day), lines) for day, lines in days.items()]


def nearest_first(found: tuple[Found, ...], *, now: datetime) -> list[DayOfLines]:
    """Return the nearest of what was found, whatever day it is on, each with its day."""
    nearest = sorted(found, key=lambda one: (inf if one.distance is None else one.distance, one.key))[:NEAREST]
    lines = [replace(line(one, now=now), at=when_words(one.start)) for one in nearest]
    return [DayOfLines(str(THE_NEAREST), lines)] if lines else []


def untimed(found: tuple[Found, ...], *, now: datetime) -> list[DayOfLines]:
    """Return what has no time, if there is something."""
    lines = [replace(line(one, now=now), start=None, at="", begun="", local="") for one in found]
    return [DayOfLines(gettext("At no fixed time"), lines)] if lines else []


def when_words(at: datetime) -> str:
    """Say a day and a time on the reader's clock."""
    here = timezone.localtime(at)
    return day_at(day_words(here.date()), formats.time_format(here))


def in_order(found: tuple[Found, ...]) -> list[Found]:
    """Return what was found in the order of time; of what begins at once the nearest first, the unconfirmed last."""
    return sorted(found, key=lambda one: (one.start, one.meeting.state == State.NOT_CONFIRMED, _way_to(one)))


def _way_to(one: Found) -> float:
    """Return how far one goes: what is not known, or online, comes last."""
    return inf if one.distance is None or one.meeting.attendance == Attendance.ONLINE else one.distance


def line(found: Found, *, now: datetime) -> Line:
    """Return a line about a meeting, in the active language and time zone."""
    meeting = found.meeting
    return Line(
        slug=meeting.slug,
        name=meeting.name,
        start=found.start,
        at=formats.time_format(timezone.localtime(found.start)),
        begun=gettext("It has begun.") if found.start <= now else "",
        local=local_time(found.start, meeting.timezone),
        place=place_words(meeting, found.differs.place if found.differs else ""),
        distance="" if meeting.attendance == Attendance.ONLINE else distance_words(found.distance),
        kind=listed([program_words(meeting.program), *types_words(meeting, most=3, first=found.sought)]),
        warning=str(NOT_CONFIRMED) if meeting.state == State.NOT_CONFIRMED else "",
    )


def day_words(day: date) -> str:
    """Return a day of the calendar by its name: "Wednesday, 4 March"."""
    values = {"weekday": weekday_words(day), "day": formats.date_format(day, "MONTH_DAY_FORMAT")}
    return gettext("%(weekday)s, %(day)s") % values


def weekday_words(day: date) -> str:
    """Return the day of the week: "Wednesday"."""
    return str(WEEKDAYS[day.weekday()]).capitalize()


def usual_words(meeting: Any) -> str:
    """Return on which day of the week and at what time a meeting is held, on its own clock; '' when it has neither."""
    day = str(WEEKDAYS[(meeting.day - 1) % 7]).capitalize() if meeting.day is not None else ""
    time = formats.time_format(meeting.time) if meeting.time else ""
    return day_at(day, time) if day and time else day or time


def day_at(day: str, time: str) -> str:
    """Say a day with a time."""
    return gettext("%(day)s at %(time)s") % {"day": day, "time": time}


def local_time(start: datetime, zone: str) -> str:
    """Return what the meeting's own clock shows, '' when it shows the same as the reader's."""
    there, here = start.astimezone(ZoneInfo(zone)), timezone.localtime(start)
    if there.utcoffset() == here.utcoffset():
        return ""
    time = formats.time_format(there)
    said = time if there.date() == here.date() else day_at(weekday_words(there.date()), time)
    return gettext("%(time)s where it is held") % {"time": said}


def place_words(meeting: Any, moved_to: str = "") -> str:
    """Return where a meeting is held, in a few words."""
    if meeting.attendance == Attendance.ONLINE:
        return gettext("Online")
    named = moved_to or ", ".join(dict.fromkeys(part for part in _places(meeting) if part))
    if meeting.attendance == Attendance.HYBRID:
        return gettext("%(place)s, and online") % {"place": named} if named else str(Attendance.HYBRID.label)
    return named


def _places(meeting: Any) -> tuple[str, ...]:
    """Return the house and its town; where the source names no town, that of the address in one line."""
    town = "" if meeting.city else town_in(meeting.formatted_address)
    return (meeting.location, town) if town else (meeting.location, meeting.city, meeting.region)


def length_of(meeting: Any) -> timedelta:
    """Return how long a meeting lasts: as it says, or as long as most do."""
    return timedelta(minutes=meeting.duration_min) if meeting.duration_min else USUAL_LENGTH


def program_name(code: str) -> str:
    """Return the name of a fellowship, in the reader's language where it has one."""
    known = programs().get(code)
    return known.name_in(str(reader_locale())) if known else code


def program_words(code: str) -> str:
    """Return the short name of a fellowship."""
    known = programs().get(code)
    return known.abbr or known.name if known else code


def types_words(meeting: Any, *, most: int = 99, first: Collection[str] = ()) -> list[str]:
    """Return what the types of a meeting say, in the words of its fellowship; `first` those that were asked for."""
    locale = str(reader_locale())
    codes = sorted((code for code in meeting.types if code not in NOT_SHOWN), key=lambda code: code not in first)
    return [type_words(meeting.program, code, locale) for code in codes][:most]


def languages_words(meeting: Any) -> list[str]:
    """Return the languages of a meeting in the reader's, as they are written within a sentence."""
    names = reader_locale().languages
    return [str(names.get(code, code)) for code in meeting.languages]
