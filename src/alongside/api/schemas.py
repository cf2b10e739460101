"""What the API takes and gives. Fields that are not listed are refused; times are RFC 3339 with offset, UTC."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field

LevelWord = Literal["talk", "struggling", "urgent"]
SupportWord = Literal["emotional", "accountability", "practical"]
RelationWord = Literal["peer", "family", "friend", "professional", "group", "online"]
StanceWord = Literal["supports", "mixed", "undermines"]


def _storable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("it holds a character that cannot be stored.")
    return text


Text = Annotated[str, AfterValidator(_storable)]


class Taken(Schema):
    """A body: every field is known, or it is refused."""

    model_config = ConfigDict(extra="forbid")


class Problem(Schema):
    """An error as RFC 9457 describes it; `field` names the value that cannot be used."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    field: str | None = None


class HealthOut(Schema):
    """Whether the instance can do what it is for."""

    status: Literal["ok", "at_risk"]
    database: Literal["ok", "away"]
    worker_seconds_ago: float | None = None
    oldest_due_seconds: float | None = None
    alerts_can_go_out: bool


class TieIn(Taken):
    """A tie as its owner describes it."""

    name: Text
    relation: RelationWord
    ring: Annotated[int, Field(ge=1, le=3)] = 2
    gives: list[SupportWord] = Field(default_factory=list, max_length=3)
    stance: StanceWord = "supports"
    ways: Text = ""


class TieChange(Taken):
    """What of a tie changes; what is left out stays as it is."""

    name: Text | None = None
    relation: RelationWord | None = None
    ring: Annotated[int, Field(ge=1, le=3)] | None = None
    gives: list[SupportWord] | None = Field(default=None, max_length=3)
    stance: StanceWord | None = None
    ways: Text | None = None


class TieOut(Schema):
    """A tie, for the eyes of its owner. `hours` are hours of the owner's week, 0 is Monday 00:00, none for any hour."""

    id: UUID
    name: str
    relation: str
    ring: int
    gives: list[str]
    stance: str
    state: str
    hours: list[int]
    wakes_at: str | None
    is_resting: bool


class LoadOut(Schema):
    """What the token's person carries for others."""

    supports: int
    asked_7_days: int
    answered_7_days: int
    weekly_capacity: int | None
    breather_until: datetime | None


class CircleOut(Schema):
    """The token's person's circle."""

    ties: list[TieOut]
    load: LoadOut


class ReachOutIn(Taken):
    """A reach-out. `note` is sealed; only those who are asked can read it."""

    level: LevelWord
    note: Text = ""
    support: SupportWord | None = None


class ReachOutStarted(Schema):
    """A reach-out that was started: how many waves are planned, and how many people were asked at once."""

    id: UUID
    state: str
    waves_planned: int
    notified: int


class AskedOut(Schema):
    """One person who was asked, with how far it came; `name` is what the owner calls them."""

    name: str
    delivery: str | None
    delivered_at: datetime | None
    seen_at: datetime | None
    response: str
    responded_at: datetime | None


class WaveOut(Schema):
    """One wave that has started."""

    kind: str
    started_at: datetime
    asked: list[AskedOut]


class ReachOutOut(Schema):
    """A reach-out: for its owner with waves, for somebody it asked without."""

    id: UUID
    state: str
    level: str
    support: str | None
    note: str | None
    started_at: datetime
    next_wave_at: datetime | None = None
    with_you: str | None = None
    you_are_with_them: bool | None = None
    waves: list[WaveOut] | None = None
