"""Reads of messages shaped for pages, each a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Max, Q
from django.db.models.functions import Coalesce

from alongside.accounts.models import Person
from alongside.kernel.clock import to_the_minute
from alongside.kernel.sealed import unseal, unseal_all
from alongside.messaging.enums import Stand
from alongside.messaging.models import Message, Seat
from alongside.messaging.policies import visible_messages, visible_seats
from alongside.messaging.reach import Counterpart, Whom, counterparts
from alongside.messaging.sealing import DRAFT, TEXT

PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One conversation in the list. `new` is how many messages the reader has not seen."""

    id: UUID
    name: str
    place: str
    new: int
    at: datetime
    is_request: bool
    is_put_off: bool
    is_stopped: bool


@dataclass(frozen=True, slots=True)
class Written:
    """One message as the reader sees it: `text` is None once it is taken back."""

    id: UUID
    number: int
    mine: bool
    at: datetime
    text: str | None


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation as the reader sees it."""

    id: UUID
    other: Counterpart
    lines: list[Written]
    earlier: int
    last: int
    is_request: bool
    is_put_off: bool
    is_stopped: bool
    is_told: bool
    waits: bool
    has_ended: bool
    keeps_days: int
    kept_days: int
    draft: str

    @property
    def may_write(self) -> bool:
        """Tell whether there is a field to write in."""
        is_open = self.other.can_write and not self.has_ended
        return is_open and not (self.is_request or self.waits or self.is_stopped)


def conversations_of(actor: Person) -> list[Row]:
    """Return the actor's conversations, the one with the latest message first."""
    heard = Q(conversation__messages__for_writer_alone=False) | Q(conversation__messages__seat=F("id"))
    unread = Q(conversation__messages__for_writer_alone=False) & ~Q(conversation__messages__seat=F("id"))
    seats = visible_seats(actor).annotate(
        said_at=Max("conversation__messages__created_at", filter=heard),
        new=Count("conversation__messages", filter=unread & Q(conversation__messages__number__gt=F("read_number"))),
    )
    listed = Q(said_at__isnull=False) | Q(draft_sealed__isnull=False)
    rows = list(seats.filter(listed).order_by(Coalesce("said_at", "created_at").desc(), "id"))
    others = counterparts(_paired(rows))
    return [_row(seat, others[seat.id]) for seat in rows]


def _paired(seats: Sequence[Seat]) -> list[tuple[Seat, Seat | None]]:
    rows = Seat.objects.filter(conversation__in=[seat.conversation_id for seat in seats])
    others = {row.conversation_id: row for row in rows.exclude(id__in=[seat.id for seat in seats])}
    return [(seat, others.get(seat.conversation_id)) for seat in seats]


def _row(seat: Seat, other: Counterpart) -> Row:
    said_at: datetime | None = seat.said_at  # type: ignore[attr-defined]  # the query above adds it
    new: int = seat.new  # type: ignore[attr-defined]  # the query above adds it
    return Row(
        id=seat.conversation_id,
        name=other.name,
        place=other.place,
        new=new,
        at=to_the_minute(said_at or seat.created_at),
        is_request=seat.stand == Stand.ASKED,
        is_put_off=seat.stand == Stand.NOT_NOW,
        is_stopped=seat.blocked_at is not None,
    )


def open_with(actor: Person, whom: Whom) -> UUID | None:
    """Return the conversation that the actor has with somebody now, None without one."""
    seat = visible_seats(actor).filter(conversation__pair=whom.pair, conversation__ended_at=None).first()
    return seat.conversation_id if seat else None


def talk_of(seat: Seat, *, before: int | None = None) -> Talk:
    """Return a conversation as somebody in it sees it: its latest page, or the one `before` a message."""
    seats = list(Seat.objects.filter(conversation=seat.conversation_id).select_related("person"))
    other = next((row for row in seats if row.id != seat.id), None)
    rows = visible_messages(seat).order_by("-number")
    page = list((rows if before is None else rows.filter(number__lt=before))[: PAGE + 1])
    shown = page[PAGE - 1 :: -1] if len(page) > PAGE else page[::-1]
    return Talk(
        id=seat.conversation_id,
        other=counterparts([(seat, other)])[seat.id],
        lines=_written(shown, seat),
        earlier=shown[0].number if len(page) > PAGE else 0,
        last=shown[-1].number if shown else 0,
        is_request=seat.stand != Stand.IN,
        is_put_off=seat.stand == Stand.NOT_NOW,
        is_stopped=seat.blocked_at is not None,
        is_told=seat.is_told,
        waits=other is not None and other.stand != Stand.IN and seat.conversation.last_number > 0,
        has_ended=seat.conversation.ended_at is not None,
        keeps_days=seat.keeps_days,
        kept_days=min(row.keeps_days for row in seats),
        draft=unseal(seat.draft_sealed, what=DRAFT) or "",
    )


def _written(rows: Sequence[Message], seat: Seat) -> list[Written]:
    texts = unseal_all([row.text_sealed for row in rows], what=TEXT)
    return [
        Written(row.id, row.number, row.seat_id == seat.id, to_the_minute(row.created_at), text)
        for row, text in zip(rows, texts, strict=True)
    ]
