"""Reads shaped for the pages of reach-outs: a constant number of queries each.

What the owner sees and what a supporter sees are different types, so that no template can show one the other's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from alongside.accounts.models import Person
from alongside.accounts.removed import not_removed
from alongside.circles.enums import Relation, TieState
from alongside.circles.models import Tie
from alongside.circles.names import names_of
from alongside.circles.policies import SupportingActor
from alongside.circles.queries_agreements import agreed_in_short
from alongside.circles.sealing import WAYS
from alongside.circles.wording import hours_words
from alongside.kernel.sealed import unseal, unseal_all
from alongside.kernel.weekhours import HOURS_IN_WEEK
from alongside.notifications.enums import DeliveryState
from alongside.notifications.queries import DeliveryView, deliveries_of
from alongside.reachouts.enums import Response, State, WaveKind
from alongside.reachouts.links import answer_link, asked_path
from alongside.reachouts.models import Message, Notification, ReachOut, Shift, Wave
from alongside.reachouts.policies import visible_notifications
from alongside.reachouts.services import MESSAGE, NOTE
from alongside.reachouts.waving import listeners_on_call

# Where one can go without anybody being notified.
PLACES = (Relation.GROUP, Relation.ONLINE)
REACHES = (DeliveryState.WAITING, DeliveryState.HANDED_OVER)


@dataclass(frozen=True, slots=True)
class AskedView:
    """One person who was asked, for the owner's eyes: how far the notification came, and what they said.

    `name` is what the owner calls them, their alias for a listener; `link` is what the owner passes on to a contact we
    cannot reach.
    """

    name: str
    delivery: DeliveryView
    seen_at: datetime | None
    response: str
    responded_at: datetime | None
    link: str | None


@dataclass(frozen=True, slots=True)
class WaveView:
    """One wave that has started."""

    kind: WaveKind
    started_at: datetime
    asked: tuple[AskedView, ...]


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of a conversation; `mine` from the eyes of the reader, `by` names who said it if that was the other."""

    at: datetime
    text: str
    mine: bool
    by: str


@dataclass(frozen=True, slots=True)
class OwnerView:
    """A reach-out from the side of who made it. `with_you` is the name of who answered.

    `is_held_up` says that an error of ours keeps it from asking anybody further.
    """

    id: UUID
    state: State
    level: str
    support: str | None
    note: str | None
    started_at: datetime
    next_wave_at: datetime | None
    is_held_up: bool
    waves: tuple[WaveView, ...]
    waves_planned: int
    with_you: str | None
    ways: str | None
    lines: tuple[LineView, ...]
    ended_at: datetime | None

    @property
    def awaits_answer(self) -> bool:
        """Tell whether somebody is still looked for, or may still come."""
        return self.state in (State.OPEN, State.UNANSWERED)

    @property
    def asks_listeners(self) -> bool:
        """Tell whether those who are asked now are the listeners on call."""
        return bool(self.waves) and self.waves[-1].kind == WaveKind.LISTENERS

    @property
    def asked_circle(self) -> bool:
        """Tell whether somebody of the circle was asked, not listeners alone."""
        return any(wave.kind == WaveKind.CIRCLE and wave.asked for wave in self.waves)

    @property
    def links_to_pass_on(self) -> tuple[AskedView, ...]:
        """Return those whom only the owner can tell now, by their link."""
        asked = (asked for wave in self.waves for asked in wave.asked)
        return tuple(one for one in asked if one.link and one.response == Response.NONE) if self.awaits_answer else ()

    @property
    def notified(self) -> int:
        """Count the people this instance tried to tell."""
        return sum(asked.link is None for wave in self.waves for asked in wave.asked)


@dataclass(frozen=True, slots=True)
class AskedOfYou:
    """A reach-out from the side of somebody it asked: who asks, and what they may know of it.

    `path` is where they answer: a page of their account, or behind a contact's own link. `agreed` says in which ways
    and how soon they agreed to answer.
    """

    notification_id: UUID
    path: str
    alias: str
    level: str
    support: str | None
    note: str | None
    asked_at: datetime
    state: State
    response: Response
    is_with_them: bool
    somebody_else: bool
    lines: tuple[LineView, ...]
    agreed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShiftView:
    """A listener's weekly shift, said on their own clock."""

    id: UUID
    words: str


def owner_view(reach_out: ReachOut) -> OwnerView:
    """Return how a reach-out stands, for its owner."""
    waves = list(reach_out.waves.order_by("started_at", "number"))
    rows = list(reach_out.notifications.select_related("supporter__person", "tie").order_by("created_at", "id"))
    names = names_of([row.tie for row in rows if row.tie])
    deliveries = deliveries_of([row.key for row in rows])
    asked = {row.id: _asked_view(row, names, deliveries) for row in rows}
    helper = next((row for row in rows if row.supporter_id == reach_out.answered_by_id), None)
    is_held_up = reach_out.state == State.OPEN and reach_out.set_aside_at is not None
    return OwnerView(
        id=reach_out.id,
        state=State(reach_out.state),
        level=reach_out.level,
        support=reach_out.support,
        note=unseal(reach_out.note_sealed, what=NOTE),
        started_at=reach_out.created_at,
        next_wave_at=None if is_held_up else reach_out.due_at,
        is_held_up=is_held_up,
        waves=tuple(_wave_view(wave, rows, asked) for wave in waves if wave.started_at),
        waves_planned=len(waves),
        with_you=asked[helper.id].name if helper else None,
        ways=_ways(helper),
        lines=_lines(
            reach_out.messages.all(), reader=None, names={row.supporter_id: asked[row.id].name for row in rows}
        ),
        ended_at=reach_out.ended_at,
    )


def _wave_view(wave: Wave, rows: Sequence[Notification], asked: Mapping[UUID, AskedView]) -> WaveView:
    return WaveView(
        kind=WaveKind(wave.kind),
        started_at=wave.started_at or wave.created_at,
        asked=tuple(asked[row.id] for row in rows if row.wave_id == wave.id),
    )


def _asked_view(row: Notification, names: Mapping[UUID, str], deliveries: Mapping[str, DeliveryView]) -> AskedView:
    person = row.supporter.person
    delivery = deliveries.get(row.key, DeliveryView())
    return AskedView(
        name=(names.get(row.tie.id) if row.tie else None) or (person.alias if person else ""),
        delivery=delivery,
        seen_at=row.seen_at,
        response=row.response,
        responded_at=row.responded_at,
        link=answer_link(row.id) if _is_left_to_owner(row, delivery) else None,
    )


def _is_left_to_owner(row: Notification, delivery: DeliveryView) -> bool:
    """Tell whether only the owner can bring it to them: a contact to whom no e-mail went or will go."""
    return row.supporter.person_id is None and delivery.state not in REACHES


def _ways(helper: Notification | None) -> str | None:
    return unseal(helper.tie.ways_sealed, what=WAYS) if helper and helper.tie else None


def _lines(rows: QuerySet[Message], *, reader: UUID | None, names: Mapping[UUID | None, str]) -> tuple[LineView, ...]:
    """Return lines as this supporter (None: the owner) reads them; `names` by who wrote, None being the owner."""
    found: list[Message] = list(rows.order_by("created_at", "id"))
    texts = unseal_all([row.text_sealed for row in found], what=MESSAGE)
    return tuple(
        LineView(row.created_at, text, mine=row.supporter_id == reader, by=names.get(row.supporter_id, ""))
        for row, text in zip(found, texts, strict=True)
        if text is not None
    )


def asked_of_you(row: Notification) -> AskedOfYou:
    """Return how a reach-out stands for somebody it asked; the note and the words only while they are part of it."""
    view = ask_in_short(row)
    if view.somebody_else or view.state in (State.CANCELLED, State.CLOSED):
        return view
    view = replace(view, agreed=agreed_in_short(row.tie_id) if row.tie_id else ())
    note = unseal(row.reach_out.note_sealed, what=NOTE)
    if not view.is_with_them:
        return replace(view, note=note)
    own = row.reach_out.messages.filter(helper=row.supporter_id)
    return replace(view, note=note, lines=_lines(own, reader=row.supporter_id, names={None: view.alias}))


def open_asks(actor: SupportingActor) -> list[AskedOfYou]:
    """Return what asks for a person or a contact now: open reach-outs, and the one they are with. For the cards."""
    rows = (
        visible_notifications(actor)
        .filter(reach_out__ended_at=None)
        .exclude(response__in=[Response.DECLINED, Response.LEFT])
        .select_related("reach_out__owner", "supporter__person", "tie")
        .order_by("reach_out", "-created_at")
        .distinct("reach_out")
    )
    return [view for view in map(ask_in_short, rows) if view.is_with_them or not view.somebody_else]


def ask_in_short(row: Notification) -> AskedOfYou:
    """Return what a card shows of an ask: who asks and how pressing it is, nothing sealed."""
    reach_out = row.reach_out
    is_with_them = reach_out.answered_by_id == row.supporter_id
    return AskedOfYou(
        notification_id=row.id,
        path=asked_path(row),
        alias=reach_out.owner.alias,
        level=reach_out.level,
        support=reach_out.support,
        note=None,
        asked_at=row.created_at,
        state=State(reach_out.state),
        response=Response(row.response),
        is_with_them=is_with_them,
        somebody_else=reach_out.state == State.ANSWERED and not is_with_them,
        lines=(),
    )


def open_reach_out(person: Person) -> ReachOut | None:
    """Return this person's reach-out that has not ended, if there is one."""
    return ReachOut.objects.filter(owner=person, ended_at=None).first()


def whom_to_ask(person: Person, *, now: datetime) -> dict[str, bool]:
    """Tell whether anybody in the person's circle can be asked, and whether listeners are on call."""
    here = not_removed("supporter__person")
    return {
        "has_people": Tie.objects.filter(here, owner=person, state=TieState.ACCEPTED).exists(),
        "has_listeners": listeners_on_call(person.id, now).exists(),
    }


def places_of(person: Person) -> list[tuple[str, str | None]]:
    """Return the places of a circle where nobody is notified (groups, online communities): name and way there."""
    ties = list(Tie.objects.filter(owner=person, supporter=None, relation__in=PLACES).exclude(state=TieState.ENDED))
    names = names_of(ties)
    ways = unseal_all([tie.ways_sealed for tie in ties], what=WAYS)
    return [(names[tie.id], way) for tie, way in zip(ties, ways, strict=True) if tie.id in names]


def shifts_of(listener: Person) -> list[ShiftView]:
    """Return a listener's shifts in the order of the week."""
    rows = Shift.objects.filter(person=listener).order_by("start")
    return [
        ShiftView(row.id, hours_words((row.start + hour) % HOURS_IN_WEEK for hour in range(row.hours))) for row in rows
    ]
