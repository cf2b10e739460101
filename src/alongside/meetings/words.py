"""How meetings are said on pages: their kinds in the fellowship's words, their times, how sure we are of them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import formats, timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.meetings.enums import Attendance, State
from alongside.meetings.finding import Found
from alongside.meetings.programs import NOT_SHOWN, programs, type_words
from alongside.ui.countries import reader_locale
from alongside.ui.lists import listed

# The parts of a day, and the hours with which the later ones begin.
PARTS = (_("Morning"), _("Afternoon"), _("Evening"))
BEGINS = (12, 17)
# How long a meeting lasts where nobody says so.
USUAL_LENGTH = timedelta(minutes=60)
NOT_CONFIRMED = _("Its source does not list this meeting any more. Please ask before you go.")


@dataclass(frozen=True, slots=True)
class Line:
    """A meeting as a line of a list; `begun` says so when it has."""

    slug: str
    name: str
    start: datetime
    at: str
    begun: str
    local: str
    place: str
    distance: str
    kind: str
    warning: str


@dataclass(frozen=True, slots=True)
class DayOfLines:
    """The meetings of one day of the reader's calendar."""

    day: date
    name: str
    lines: list[Line]

    @property
    def by_part(self) -> list[tuple[str, list[Line]]]:
        """Return the lines by part of the day, each part with its name."""
        hours = [(timezone.localtime(one.start).hour, one) for one in self.lines]
        bounds = pairwise((0, *BEGINS, 24))
        return [
            (str(part), [one for hour, one in hours if first <= hour < last])
            for part, (first, last) in zip(PARTS, bounds, strict=True)
        ]


def by_day(found: tuple[Found, ...], *, now: datetime) -> list[DayOfLines]:
    """Return what was found by the days of the active time zone, in order."""
    days: dict[date, list[Line]] = {}
    for one in found:
        days.setdefault(timezone.localtime(one.start).date(), []).append(line(one, now=now))
    return [DayOfLines(day, day_words(day), lines) for day, lines in days.items()]


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
        kind=listed([program_words(meeting.program), *types_words(meeting, most=3)]),
        warning=str(NOT_CONFIRMED) if meeting.state == State.NOT_CONFIRMED else "",
    )


def day_words(day: date) -> str:
    """Return a day of the calendar by its name: "Wednesday, March 4"."""
    values = {"weekday": str(WEEKDAYS[day.weekday()]).capitalize(), "day": formats.date_format(day, "MONTH_DAY_FORMAT")}
    return gettext("%(weekday)s, %(day)s") % values


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
    return gettext("%(time)s where it is held") % {"time": formats.time_format(there)}


def place_words(meeting: Any, moved_to: str = "") -> str:
    """Return where a meeting is held, in a few words."""
    if meeting.attendance == Attendance.ONLINE:
        return gettext("Online")
    named = moved_to or ", ".join(part for part in (meeting.location, meeting.city, meeting.region) if part)
    if meeting.attendance == Attendance.HYBRID:
        return gettext("%(place)s, and online") % {"place": named} if named else str(Attendance.HYBRID.label)
    return named


def distance_words(km: float | None) -> str:
    """Return how far away that is; '' when it is not known."""
    if km is None:
        return ""
    if km < 1:
        return gettext("Less than 1 km away")
    return gettext("%(km)s km away") % {"km": formats.number_format(round(km), use_l10n=True)}


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


def types_words(meeting: Any, *, most: int = 99) -> list[str]:
    """Return what the types of a meeting say, in the words of its fellowship."""
    locale = str(reader_locale())
    return [type_words(meeting.program, code, locale) for code in meeting.types if code not in NOT_SHOWN][:most]


def languages_words(meeting: Any) -> list[str]:
    """Return the languages of a meeting in the reader's."""
    names = reader_locale().languages
    return [str(names.get(code, code)).capitalize() for code in meeting.languages]
