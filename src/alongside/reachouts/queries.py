"""Reads shaped for the pages of reach-outs: a constant number of queries each.

What the owner sees and what a supporter sees are different types, so that no template can show one the other's.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from alongside.accounts.models import Person
from alongside.circles.models import Tie
from alongside.circles.names import names_of
from alongside.kernel.sealed import unseal, unseal_all
from alongside.notifications.queries import DeliveryView, deliveries_of
from alongside.reachouts.enums import Response, State, WaveKind
from alongside.reachouts.links import answer_path
from alongside.reachouts.models import Message, Notification, ReachOut, Shift, Wave
from alongside.reachouts.services import MESSAGE, NOTE


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
    """One line of the conversation; `mine` from the eyes of the reader."""

    at: datetime
    text: str
    mine: bool


@dataclass(frozen=True, slots=True)
class OwnerView:
    """A reach-out from the side of who made it. `with_you` is the name of who answered."""

    id: UUID
    state: State
    level: str
    support: str | None
    note: str | None
    started_at: datetime
    next_wave_at: datetime | None
    waves: tuple[WaveView, ...]
    waves_planned: int
    with_you: str | None
    ways: str | None
    lines: tuple[LineView, ...]
    ended_at: datetime | None

    @property
    def notified(self) -> int:
        """Count the people this instance tried to tell."""
        return sum(asked.link is None for wave in self.waves for asked in wave.asked)


@dataclass(frozen=True, slots=True)
class AskedOfYou:
    """A reach-out from the side of somebody it asked: who asks, and what they may know of it."""

    notification_id: UUID
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


def owner_view(reach_out: ReachOut) -> OwnerView:
    """Return how a reach-out stands, for its owner."""
    waves = list(reach_out.waves.order_by("started_at", "number"))
    rows = list(
        reach_out.notifications.select_related("supporter__person", "tie").order_by("created_at", "id")
    )
    names = names_of([row.tie for row in rows if row.tie])
    deliveries = deliveries_of([row.key for row in rows])
    asked = {row.id: _asked_view(row, names, deliveries) for row in rows}
    helper = next((row for row in rows if row.supporter_id == reach_out.answered_by_id), None)
    return OwnerView(
        id=reach_out.id,
        state=State(reach_out.state),
        level=reach_out.level,
        support=reach_out.support,
        note=unseal(reach_out.note_sealed, what=NOTE),
        started_at=reach_out.created_at,
        next_wave_at=reach_out.due_at,
        waves=tuple(_wave_view(wave, rows, asked) for wave in waves if wave.started_at),
        waves_planned=len(waves),
        with_you=asked[helper.id].name if helper else None,
        ways=_ways(helper),
        lines=_lines(reach_out, reader=None),
        ended_at=reach_out.ended_at,
    )
