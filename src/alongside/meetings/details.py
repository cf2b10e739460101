"""What an organiser writes down about a meeting of this place."""

from dataclasses import dataclass
from datetime import date
from datetime import time as time_of_day

from alongside.meetings.enums import Attendance, Rhythm


@dataclass(frozen=True, slots=True)
class Draft:
    """A meeting as somebody writes it down; `types` are codes of its fellowship."""

    name: str
    program: str
    timezone: str
    attendance: str = Attendance.IN_PERSON
    rhythm: str = Rhythm.WEEKLY
    day: int | None = None
    nth: int | None = None
    on_date: date | None = None
    time: time_of_day | None = None
    duration_min: int | None = 60
    types: tuple[str, ...] = ()
    location: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    conference_url: str = ""
    conference_phone: str = ""
    notes: str = ""
