"""What the API takes and gives of check-ins. Days are dates of the person's own calendar."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, BeforeValidator, Field, StrictInt, StrictStr

from alongside.api.schemas import Day, Paging, Taken, whole

AnswerValue = Annotated[StrictInt, BeforeValidator(whole)] | StrictStr | list[StrictStr]


class CheckInQuery(Paging):
    """Which days of one's check-ins: from one day to another, both of them included."""

    first: Day | None = Field(default=None, alias="from")
    last: Day | None = Field(default=None, alias="to")


class CheckInIn(Taken):
    """Answers to a check-in, by the id of its part; what is left out is left open.

    `answered_at` says when it was, up to 30 days ago, if that was not now. With `private` nothing of it is shared.
    """

    check_in: UUID
    answers: dict[str, AnswerValue] = Field(max_length=40)
    answered_at: AwareDatetime | None = None
    private: bool = False


class CheckInAnswer(Schema):
    """One answer: a number, a text, or a list of words."""

    part: str
    kind: str
    question: str
    value: int | str | list[str]


class CheckInEntry(Schema):
    """One check-in as the history has it."""

    id: UUID
    check_in: UUID
    day: date
    at: datetime
    state: Literal["answered", "missed", "not asked"]
    private: bool
    answers: list[CheckInAnswer]


class CheckInPage(Schema):
    """A page of the history."""

    items: list[CheckInEntry]
    next_cursor: str | None


class CheckInPart(Schema):
    """One part of a check-in."""

    id: str
    kind: str
    question: str


class CheckInOut(Schema):
    """A check-in of one's own. `open_since` is set while it waits for an answer."""

    id: UUID
    name: str
    parts: list[CheckInPart]
    open_since: datetime | None
    next_at: datetime | None
    paused: bool
