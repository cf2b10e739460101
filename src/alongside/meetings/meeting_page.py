"""What the page of one meeting shows."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import formats, timezone

from alongside.accounts.models import Person
from alongside.accounts.zones import zone_name
from alongside.meetings.enums import Attendance, Confirmed, State
from alongside.meetings.links import meeting_link
from alongside.meetings.models import Meeting
from alongside.meetings.passcodes import Parted, parted
from alongside.meetings.queries import found_lately, latest_held, said_of, timing_of
from alongside.meetings.standing import is_just_confirmed, is_stale
from alongside.meetings.timing import Start as Begin
from alongside.meetings.timing import Timing, next_starts
from alongside.meetings.way_in import WayIn, way_in
from alongside.meetings.words import (
    NOT_CONFIRMED,
    day_words,
    languages_words,
    length_of,
    local_time,
    program_name,
    types_words,
    usual_words,
)

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Start:
    """One date on which it is held: in the reader's time, on its own clock, and what is not as usual.

    `until` is about when it ends, said only while it runs.
    """

    at: datetime
    day: str
    time: str
    local: str
    place: str
    words: str
    until: str


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """A meeting, in words."""

    meeting: Meeting
    program: str
    types: list[str]
    languages: list[str]
    starts: list[Start]
    address: list[str]
    notes: list[Parted]
    way: WayIn
    is_here: bool
    warning: str
    is_stale: bool
    is_doubtful: bool
    confirmed_on: str
    zone_name: str
    latitude: str
    longitude: str
    link: str
    was_held: bool


def meeting_page(meeting: Meeting, *, now: datetime) -> MeetingPage:
    """Return what is known of a meeting, in the active language and time zone."""
    timing = timing_of(meeting)
    notes = [parted(text) for text in (meeting.location_notes, meeting.notes, meeting.group_notes) if text]
    return MeetingPage(
        meeting=meeting,
        program=program_name(meeting.program),
        types=types_words(meeting),
        languages=languages_words(meeting),
        starts=_starts(meeting, timing, now),
        address=_address(meeting),
        notes=notes,
        way=way_in(meeting),
        is_here=meeting.attendance != Attendance.ONLINE,
        warning=str(NOT_CONFIRMED) if meeting.state == State.NOT_CONFIRMED else "",
        is_stale=meeting.community is None and is_stale(meeting.confirmed_at, now=now),
        is_doubtful=found_lately(meeting, now=now).is_doubtful,
        confirmed_on=formats.date_format(timezone.localtime(meeting.confirmed_at)) if meeting.confirmed_at else "",
        zone_name=zone_name(timezone.get_current_timezone_name()),
        latitude=f"{meeting.latitude or 0:.6f}",
        longitude=f"{meeting.longitude or 0:.6f}",
        link=meeting_link(meeting.slug),
        was_held=latest_held(meeting, timing, now=now) is not None or meeting.time is None,
    )


def confirm_page(meeting: Meeting, *, now: datetime) -> dict[str, object]:
    """Return what its secretary is asked about, on the clock of the meeting, and whether they have just said yes."""
    is_theirs = meeting.state == State.LISTED and meeting.confirmed_by == Confirmed.SECRETARY
    return {
        "meeting": meeting,
        "page": meeting_page(meeting, now=now),
        "usual": usual_words(meeting),
        "is_confirmed": is_theirs and is_just_confirmed(meeting.confirmed_at, now=now),
    }


def there_page(meeting: Meeting, person: Person, *, now: datetime) -> dict[str, object]:
    """Return whether a meeting was held lately, so that one can say whether it was there, and what a person said."""
    held, said = latest_held(meeting, timing_of(meeting), now=now), said_of(meeting, person)
    latest = held or max(said, default=None)
    return {
        "meeting": meeting,
        "day": day_words(held) if held else "",
        "can_say": held is not None or meeting.time is None,
        "said": said.get(latest) if latest else None,
        "has_said": bool(said),
    }


def _starts(meeting: Meeting, timing: Timing, now: datetime) -> list[Start]:
    """Return the dates to come, after the one that runs now, if one does."""
    length = length_of(meeting)
    since = next_starts(timing, after=now - length, count=SHOWN + 1)
    return [_start(meeting, one, now) for one in since if one.at + length > now][:SHOWN]


def _start(meeting: Meeting, one: Begin, now: datetime) -> Start:
    local, end = timezone.localtime(one.at), timezone.localtime(one.at + length_of(meeting))
    return Start(
        at=one.at,
        day=day_words(local.date()),
        time=formats.time_format(local),
        local=local_time(one.at, meeting.timezone),
        place=one.differs.place if one.differs else "",
        words=one.differs.words if one.differs else "",
        until=formats.time_format(end) if one.at <= now else "",
    )


def _address(meeting: Meeting) -> list[str]:
    if meeting.formatted_address and not meeting.street:
        return [part for part in (meeting.location, meeting.formatted_address) if part]
    town = " ".join(part for part in (meeting.postal_code, meeting.city) if part)
    return [part for part in (meeting.location, meeting.street, town, meeting.region) if part]
