"""What the API takes and gives of the meetings somebody saved or serves, and of their calendar.

Days are dates of the meeting's clock; moments UTC.
"""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import BeforeValidator, Field

from alongside.api.schemas import Day, Taken, Title, whole


class SaveIn(Taken):
    """The meeting to save, by its `slug`."""

    slug: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]


class ReminderIn(Taken):
    """How many minutes before each start to be reminded: 15, 30, 60 or 1440; null: not at all."""

    minutes: Annotated[Literal[15, 30, 60, 1440], BeforeValidator(whole)] | None


class ThereIn(Taken):
    """A day on which you were there."""

    on_date: Day


class ThereOut(Schema):
    """A day on which you were there."""

    id: UUID
    on_date: date


class SavedOut(Schema):
    """A meeting you saved. One that is not listed any more keeps its name; `slug` and `next_start` are null then."""

    id: UUID
    slug: str | None
    name: str
    next_start: datetime | None
    remind_minutes: int | None
    there: list[ThereOut]


class SavedPage(Schema):
    """The meetings you saved, the last saved first."""

    items: list[SavedOut]
    next_cursor: str | None


class ServiceOut(Schema):
    """A date on which you serve a meeting. `role_name` says what a role of the meeting's own (`own`) is called."""

    id: UUID
    slug: str
    name: str
    role: str
    role_name: str
    on_date: date
    starts_at: datetime


class ServicePage(Schema):
    """The dates to come on which you serve, the last put down first."""

    items: list[ServiceOut]
    next_cursor: str | None


class CalendarIn(Taken):
    """What every meeting is called in your calendar; empty for "Appointment"."""

    title: Title = ""


class CalendarOut(Schema):
    """Since when your calendar has an address; null without one."""

    made_at: datetime | None


class CalendarMadeOut(CalendarOut):
    """A new address of your calendar, told this once."""

    address: str
