"""What the API takes and gives. What is not listed is refused; times are RFC 3339 with offset, UTC.

What the owner of a reach-out is shown and what somebody it asked is shown are two types, as in `reachouts.queries`.
"""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Header, Schema
from pydantic import BeforeValidator, ConfigDict, Field, StrictInt

from alongside.api.paging import LARGEST_PAGE, ORDINARY_PAGE
from alongside.circles.coverage import Kind
from alongside.circles.enums import Level, Relation, Rhythm, Stance, Support, TieState
from alongside.circles.texts import NAME_LENGTH, NEED_LENGTH, WAYS_LENGTH
from alongside.notifications.enums import DeliveryState
from alongside.reachouts.enums import Response, State, WaveKind
from alongside.reachouts.services import LONGEST_MESSAGE, LONGEST_NOTE

# What pages are held to as well, in plain ranges that every reader of the description understands: names and ways hold
# no control signs and nothing that turns the direction of a text (`circles.texts`); no text holds NUL; and where
# something must be said, one sign of it can be read.
_NAMING = r"(?:[^\x00-\x08\x0B-\x1F\x7F-\x9F\u202A-\u202E\u2066-\u2069]|\r\n)"
_SAYING = r"[^\x00]"
_READABLE = (
    r"[^\x00-\x20\x7F-\xA0\xAD\u0600-\u0605\u061C\u06DD\u070F\u0890\u0891\u08E2\u1680\u180E"
    r"\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\uFEFF\uFFF9-\uFFFB]"
)


def whole(number: object) -> object:
    """Take 3.0 for 3: JSON knows numbers only."""
    return int(number) if isinstance(number, float) and number.is_integer() else number


def _as_a_day(value: object) -> object:
    """Refuse what pydantic would take for seconds since 1970."""
    if not isinstance(value, date) and not (isinstance(value, str) and value.count("-") == 2):
        raise ValueError("A day is written as in 2026-03-04.")
    return value


Day = Annotated[date, BeforeValidator(_as_a_day)]


Ring = Annotated[
    StrictInt, Field(ge=1, le=3, description="1 is the closest, 3 the furthest out."), BeforeValidator(whole)
]
Weight = Annotated[
    StrictInt,
    Field(ge=1, le=3, description="1 would be good to have, 2 matters, 3 is what they cannot do without."),
    BeforeValidator(whole),
]
Hour = Annotated[StrictInt, Field(ge=0, le=167), BeforeValidator(whole)]
NeededHours = Annotated[
    list[Hour],
    Field(max_length=168, description="Hours of the week, 0 is Monday 00:00; none are any hour."),
]
Gives = Annotated[list[Support], Field(max_length=3)]
Name = Annotated[str, Field(min_length=1, max_length=NAME_LENGTH, pattern=rf"^{_NAMING}*{_READABLE}{_NAMING}*$")]
NeedWords = Annotated[str, Field(min_length=1, max_length=NEED_LENGTH, pattern=rf"^{_NAMING}*{_READABLE}{_NAMING}*$")]
Ways = Annotated[str, Field(max_length=WAYS_LENGTH, pattern=rf"^{_NAMING}*$")]
Title = Annotated[str, Field(max_length=60, pattern=rf"^{_NAMING}*$")]
Note = Annotated[str, Field(max_length=LONGEST_NOTE, pattern=rf"^{_SAYING}*$")]
Words = Annotated[str, Field(min_length=1, max_length=LONGEST_MESSAGE, pattern=rf"^{_SAYING}*{_READABLE}{_SAYING}*$")]


IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        max_length=100,
        pattern=r"^[\x21-\x7e]+$",
        description="The same key does it only once, however often the request is sent.",
    ),
]


class Taken(Schema):
    """A body: every field is known, or it is refused."""

    model_config = ConfigDict(extra="forbid")


class TakenQuery(Schema):
    """The parameters of an address: every one is known, or it is refused (see `strict`)."""


class Problem(Schema):
    """An error as RFC 9457 describes it; `field` names the value that cannot be used."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    field: str | None = None


class HealthOut(Schema):
    """Whether the instance can do what it is for. Numbers are seconds; null is never, or not known."""

    status: Literal["ok", "at_risk"]
    database: Literal["ok", "away"]
    worker_seconds_ago: float | None = None
    oldest_due_seconds: float | None = None
    alerts_can_go_out: bool


class Paging(TakenQuery):
    """Which part of a list."""

    cursor: str = Field(default="", max_length=500, description="`next_cursor` of the page before.")
    limit: int = Field(default=ORDINARY_PAGE, ge=1, le=LARGEST_PAGE)


class TieIn(Taken):
    """A tie as its owner describes it.

    `ways` is how the owner reaches them, `rhythm` how often the two are in touch; name, stance, ways and rhythm stay
    the owner's.
    """

    name: Name
    relation: Relation
    ring: Ring = 2
    gives: Gives = Field(default_factory=list)
    stance: Stance = Stance.SUPPORTS
    ways: Ways = ""
    rhythm: Rhythm | None = None


class TieChange(Taken):
    """What of a tie changes; what is left out or null stays as it is."""

    name: Name | None = None
    relation: Relation | None = None
    ring: Ring | None = None
    gives: Gives | None = None
    stance: Stance | None = None
    ways: Ways | None = None
    rhythm: Rhythm | None = None


class InvitationOut(Schema):
    """An invitation that was not answered yet, to be passed on."""

    link: str
    expires_at: datetime


class TieOut(Schema):
    """A tie, for the eyes of its owner. `hours` are hours of the owner's week, 0 is Monday 00:00, none for any hour.

    `hours_by_support` has the hours of the kinds of support that are given at other hours than those. `alias` is what
    somebody with an account calls themself, once they said yes. `wakes_at` is the level from which they may be asked
    outside their hours, null for none. `resting`: others are asked before them at the moment, also when they take no
    breather. `rhythm` is how often the two are in touch, null when not said.
    """

    id: UUID
    name: str
    relation: Relation
    ring: int
    gives: list[Support]
    stance: Stance
    rhythm: Rhythm | None
    state: TieState
    alias: str | None
    hours: list[int]
    hours_by_support: dict[Support, list[int]]
    wakes_at: Level | None
    resting: bool
    breather_until: datetime | None
    invitation: InvitationOut | None


class WholeTieOut(TieOut):
    """A tie with `ways`, how its owner reaches them."""

    ways: str


class NeedIn(Taken):
    """What the token's person wants support for. `hours` are of their week, null when it does not matter when."""

    support: Support
    words: NeedWords
    hours: NeededHours | None = None
    weight: Weight = 2


class NeedChange(Taken):
    """What of a need changes; what is left out stays as it is. So does null, but for `hours`: no matter when."""

    support: Support | None = None
    words: NeedWords | None = None
    hours: NeededHours | None = None
    weight: Weight | None = None


class NeedOut(Schema):
    """A need, for the eyes of its owner. `hours` are of their week, none for any hour, null for no matter when."""

    id: UUID
    support: Support
    words: str
    hours: list[int] | None
    weight: int


class NeedCoverageOut(Schema):
    """Who could answer one need: for each of the 168 hours of the owner's week, how many.

    `gaps` are the hours of the need that nobody covers, `single_points` those that one person alone does. When it does
    not matter when, one hour of one person is enough: there are no gaps then, and all hours without anybody.
    """

    id: UUID
    hours: list[int]
    gaps: list[int]
    single_points: list[int]


class IndicesOut(Schema):
    """The whole circle in short.

    `covered_share` is how much of what is needed is covered, 0 to 1, needs counting by their weight, null without
    needs. `carries_everything` is the tie of whoever alone covers all that is covered, null for nobody. `missing_kinds`
    are those of the four kinds of people that no tie is.
    """

    covered_share: float | None
    carries_everything: UUID | None
    missing_kinds: list[Kind]


class CoverageOut(Schema):
    """Who could answer the token's person in the week that begins now, on their clock; 0 is Monday 00:00."""

    needs: list[NeedCoverageOut]
    indices: IndicesOut


class LoadOut(Schema):
    """What the token's person carries for others, over all of them; nobody else sees it.

    `carried_7_days` counts against `weekly_capacity`: reach-outs they answered, or that ask them now. `nights_*` are
    the nights (23:00 to 07:00 of their own clock) they were woken in, `agreed_hours` the hours of the week, of 168, in
    which they may be asked.
    """

    supports: int
    agreed_hours: int
    asked_7_days: int
    answered_7_days: int
    answered_28_days: int
    carried_7_days: int
    nights_7_days: int
    nights_28_days: int
    weekly_capacity: int | None
    breather_until: datetime | None


class CircleOut(Schema):
    """The token's person's circle."""

    ties: list[TieOut]
    needs: list[NeedOut]
    load: LoadOut


class ReachOutIn(Taken):
    """A reach-out. `note` is sealed; only those who are asked can read it."""

    level: Level
    note: Note = ""
    support: Support | None = None


class MessageIn(Taken):
    """A line of the conversation of the two."""

    text: Words


class ReachOutStarted(Schema):
    """A reach-out that was started: how many waves are planned, and how many people were notified so far."""

    id: UUID
    state: State
    waves_planned: int
    notified: int


class ReachOutInShort(Schema):
    """A reach-out in a list of one's own."""

    id: UUID
    state: State
    level: Level
    support: Support | None
    started_at: datetime
    ended_at: datetime | None


class ReachOutPage(Schema):
    """A page of own reach-outs; `next_cursor` is null on the last."""

    items: list[ReachOutInShort]
    next_cursor: str | None


class AskedOut(Schema):
    """One person who was asked, with how far it came; `name` is what the owner calls them.

    `delivery` is null when there was no way to tell them; `link` is then what the owner passes on to a contact.
    """

    name: str
    delivery: DeliveryState | None
    delivery_at: datetime | None
    seen_at: datetime | None
    response: Response
    responded_at: datetime | None
    link: str | None


class WaveOut(Schema):
    """One wave that has started."""

    kind: WaveKind
    started_at: datetime
    asked: list[AskedOut]


class MessageOut(Schema):
    """One line of the conversation; `mine` for who reads it here."""

    at: datetime
    text: str
    mine: bool


class OwnReachOut(Schema):
    """A reach-out for who made it. `with_you` is the name of who answered, `ways` how to reach them."""

    id: UUID
    state: State
    level: Level
    support: Support | None
    note: str | None
    started_at: datetime
    next_wave_at: datetime | None
    ended_at: datetime | None
    with_you: str | None
    ways: str | None
    waves_planned: int
    waves: list[WaveOut]
    messages: list[MessageOut]


class AskedReachOut(Schema):
    """A reach-out for somebody it asked, by `alias`; note and messages only while they are part of it."""

    id: UUID
    alias: str
    state: State
    level: Level
    support: Support | None
    note: str | None
    asked_at: datetime
    response: Response
    you_are_with_them: bool
    somebody_else_is: bool
    messages: list[MessageOut]


Told = Annotated[int, Field(description="At least so many, in steps of five; 0 is fewer than five.")]


class CommunityOut(Schema):
    """The community in counts. Each is "at least so many", 0 "fewer than five", null too few people to tell.

    Hours are hours of the week in `time_zone`, of the week that begins now.
    """

    time_zone: str
    circles: Told
    gaps: list[Told | None]
    thinnest: list[int]
    no_listener: list[int]
    to_fill: list[int]
    few_supporters: Told | None
    nobody_gives: dict[Support, Told | None]
    supporters: Told
    over_capacity: Told | None
