"""What the API takes and gives of journeys. Days are dates of the person's own calendar."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from alongside.api.schemas import Day, Taken
from alongside.journeys.details import MESSAGE_LENGTH, WORDS_LENGTH
from alongside.journeys.enums import JourneyKind

_KEPT = r"^(?:[^\x00-\x08\x0B-\x1F\x7F-\x9F\u202A-\u202E\u2066-\u2069]|\r\n)*$"
Words = Annotated[str, Field(max_length=WORDS_LENGTH, pattern=_KEPT)]
Message = Annotated[str, Field(max_length=MESSAGE_LENGTH, pattern=_KEPT)]


class StretchOut(Schema):
    """Days one after the other that are counted, the first and the last one included."""

    first_day: date
    last_day: date
    days: int


class MilestoneOut(Schema):
    """A milestone that was reached, named as in `days-30`, `months-6` or `actions-50`."""

    mark: str
    on: date


class NextMilestoneOut(Schema):
    """The milestone to come: how much it still takes and, where days are counted, when that is."""

    mark: str
    left: int
    on: date | None


class JourneyOut(Schema):
    """A journey: what it has counted in all, its stretches, and its milestones. Nothing in it is ever zeroed."""

    id: UUID
    title: str
    kind: JourneyKind
    counts: Literal["days", "actions"]
    count: int
    started_on: date
    longest_days: int
    stretches: list[StretchOut]
    reached: list[MilestoneOut]
    next: NextMilestoneOut | None
    ended: bool


class JourneyPage(Schema):
    """Journeys, the newest first."""

    items: list[JourneyOut]
    next_cursor: str | None


class SetbackIn(Taken):
    """A setback: its days (one, if `last_day` is left out), words for the owner alone, and who is told what.

    `told` are ties of the owner's circle that said yes: these read `message` and the days, and nobody else does.
    """

    first_day: Day
    last_day: Day | None = None
    happened: Words = ""
    helped: Words = ""
    message: Message = ""
    told: list[UUID] = Field(default_factory=list, max_length=200)


class SetbackOut(Schema):
    """A setback that is kept, what its journey counts with it, and who was told."""

    id: UUID
    first_day: date
    last_day: date
    count: int
    told: list[UUID]
