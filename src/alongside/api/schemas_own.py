"""What the API takes and gives of plans, medication and worksheets. Days are dates of the person's own calendar."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from alongside.api.schemas import Day, Paging, Taken
from alongside.medication.enums import Answer
from alongside.plans.lint import Standing
from alongside.plans.steps import PlanKind, Step


class PlanPerson(Schema):
    """Somebody named in a step, by their tie, and where they stand."""

    tie: UUID
    name: str
    standing: Standing


class PlanStep(Schema):
    """One step of a plan of one's own; `readers` may read it too."""

    step: Step
    title: str
    lines: list[str]
    people: list[PlanPerson]
    readers: list[str]


class PlanOut(Schema):
    """A plan of one's own, its steps in order."""

    kind: PlanKind
    title: str
    looked_at: datetime
    steps: list[PlanStep]


class SharerOut(Schema):
    """Somebody who shares something of theirs with you, by the tie through which they do."""

    tie: UUID
    alias: str


class SharedStepOut(Schema):
    """A step that is shared with you."""

    title: str
    lines: list[str]


class SharedPlanOut(Schema):
    """What of a plan is shared with you."""

    kind: PlanKind
    looked_at: datetime
    steps: list[SharedStepOut]


class MedicineOut(Schema):
    """A medicine of one's own. `when` is in words; `next_at` is null when nothing is planned or it is paused."""

    id: UUID
    name: str
    how: str
    when: str
    planned: bool
    next_at: datetime | None
    paused: bool
    ended: bool


class LogQuery(Paging):
    """Which days of the log: from one day to another, both of them included."""

    first: Day | None = Field(default=None, alias="from")
    last: Day | None = Field(default=None, alias="to")


class LogLine(Schema):
    """One line of the log. `planned_for` is null for one taken when needed, `answer` while nothing is written down."""

    id: UUID
    medicine: UUID
    name: str
    day: date
    planned_for: datetime | None
    answer: Answer | None


class LogPage(Schema):
    """A page of the log."""

    items: list[LogLine]
    next_cursor: str | None


class LogIn(Taken):
    """What became of one planned time."""

    answer: Literal["taken", "not_this_time"]


class SheetLineOut(Schema):
    """A filled worksheet in a list."""

    id: UUID
    title: str
    day: date


class SheetPageOut(Schema):
    """A page of filled worksheets."""

    items: list[SheetLineOut]
    next_cursor: str | None


class SheetAnswer(Schema):
    """What was asked, and what was written: a text, lines, or rows under columns."""

    asks: str
    words: str
    lines: list[str]
    columns: list[str]
    rows: list[list[str]]


class SharedSheetOut(SheetLineOut):
    """A filled worksheet that somebody shares with you."""

    answers: list[SheetAnswer]


class SheetOut(SharedSheetOut):
    """A filled worksheet; `readers` may read it too."""

    readers: list[str]
