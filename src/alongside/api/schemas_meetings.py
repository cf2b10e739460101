"""What the API takes and gives of meetings. A week begins with Sunday, 0, as in Meeting Guide; moments are UTC."""

import re
from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field

from alongside.api.schemas import Paging
from alongside.meetings.timing import EARLIEST, LATEST

Attendance = Literal["in_person", "online", "hybrid"]
_SAYING = r"^[^\x00]*$"


def _written_out(value: object) -> object:
    """Let pass what begins like a date: a bare number would be read as seconds since 1970."""
    if isinstance(value, str) and not re.match(r"\d{4}-\d\d-\d\d[Tt ]", value):
        raise ValueError("Write a moment like 2026-03-01T19:00:00Z.")
    return value


def _within_calendars(moment: datetime) -> datetime:
    """Let pass what meetings have dates for."""
    if not EARLIEST <= moment.date() <= LATEST:
        raise ValueError("Write a moment between 2000 and 2100.")
    return moment


Moment = Annotated[AwareDatetime, BeforeValidator(_written_out), AfterValidator(_within_calendars)]


class MeetingQuery(Paging):
    """What to look for: a place, a time, a kind of meeting.

    `near` counts more than `place`; of online meetings alone, neither says more than whose clock is meant. Without a
    time it is the next week. `weekday` and the clock of it are those of `tz`, else of the place, else UTC.
    """

    near: str = Field(default="", max_length=60, pattern=_SAYING, description="LATITUDE,LONGITUDE")
    place: str = Field(default="", max_length=100, pattern=_SAYING, description="A town, or a US postal code.")
    within_km: float = Field(default=25.0, gt=0, le=160)
    starts_after: Moment | None = None
    starts_before: Moment | None = None
    weekday: Annotated[int | None, Field(ge=0, le=6)] = None
    types: str = Field(default="", max_length=200, pattern=_SAYING, description="Codes with commas; all of them.")
    program: str = Field(default="", max_length=20, pattern=_SAYING)
    attendance: Attendance | None = None
    language: str = Field(default="", max_length=10, pattern=_SAYING)
    q: str = Field(default="", max_length=100, pattern=_SAYING, description="Words in its name or place.")
    tz: str = Field(default="", max_length=60, pattern=_SAYING, description="An IANA time zone.")


class MeetingOut(Schema):
    """A meeting as it was found; `distance_km` is null where no place was asked for."""

    slug: str
    name: str
    program: str
    types: list[str]
    attendance: Attendance
    next_start: datetime
    duration_min: int | None
    timezone: str
    distance_km: float | None
    languages: list[str]
    location: str
    city: str
    region: str
    country: str
    latitude: float | None
    longitude: float | None
    is_approximate: bool
    confirmed: bool
    confirmed_at: datetime | None


class MeetingsPage(Schema):
    """A page of what was found, what begins next first."""

    items: list[MeetingOut]
    next_cursor: str | None


class MeetingStart(Schema):
    """A date on which a meeting is held; `place` and `words` are said where it is not as usual."""

    start: datetime
    place: str
    words: str


class OneMeeting(Schema):
    """All that is said of a meeting. `confirmed` is false when its source does not list it any more."""

    slug: str
    name: str
    program: str
    types: list[str]
    attendance: Attendance
    rhythm: Literal["weekly", "monthly", "once", "by_appointment"]
    day: int | None
    nth: int | None
    on_date: date | None
    time: str | None
    duration_min: int | None
    timezone: str
    next_starts: list[MeetingStart]
    languages: list[str]
    location: str
    formatted_address: str
    street: str
    city: str
    region: str
    postal_code: str
    country: str
    latitude: float | None
    longitude: float | None
    is_approximate: bool
    conference_url: str
    conference_phone: str
    group: str
    notes: str
    confirmed: bool
    confirmed_at: datetime | None
