"""A line of a chat room, and a room itself, as they are shown to moderators."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse

from alongside.groups.chat.models import ChatLine, ChatRoom
from alongside.groups.models import Membership
from alongside.groups.sealing import CHAT_LINE
from alongside.groups.things import heard_of
from alongside.groups.threads.words import HAS_LEFT
from alongside.kernel.clock import to_the_minute
from alongside.kernel.sealed import unseal_all
from alongside.safety.reportable import Piece, Thing

LINE, ROOM = "chat-line", "chat-room"


def line_as_thing(line: ChatLine, around: Iterable[ChatLine] = (), *, reader: UUID | None = None) -> Thing:
    """Return a line as it is shown to moderators, with those around it that whoever reports it may choose to show.

    What the membership `reader` wrote is theirs, under no name.
    """
    rows = [line, *around]
    texts = unseal_all((row.words_sealed for row in rows), what=CHAT_LINE)
    pieces = [_piece(row, text, line, reader) for row, text in zip(rows, texts, strict=True) if text]
    room, alias = line.room, _alias(line.membership)
    back = f"{reverse('group-chat', args=[room.group.slug, room.id])}#line-{line.number}"
    about = line.membership.person_id if line.membership else None
    name = room.group.name
    in_order = tuple(piece for _number, piece in sorted(pieces, key=lambda one: one[0]))
    return Thing(
        LINE, line.id, alias, name, in_order, about, room.group_id, back, chooses=True, is_quoted=True, venue=room.id,
        where=room.name, by=heard_of(line.membership),
    )  # fmt: skip


def _piece(row: ChatLine, text: str, line: ChatLine, reader: UUID | None) -> tuple[int, Piece]:
    who = "" if reader and row.membership_id == reader else _alias(row.membership)
    by_same = row.membership_id is not None and row.membership_id == line.membership_id
    return row.number, Piece(row.id, who, to_the_minute(row.created_at), text, by_same=by_same)


def _alias(member: Membership | None) -> str:
    return (member.alias if member else "") or str(HAS_LEFT)


def room_as_thing(room: ChatRoom) -> Thing:
    """Return what a room is called and is for, as it is shown to moderators. Nobody is noted to have written it."""
    piece = Piece(room.id, room.group.name, to_the_minute(room.created_at), f"{room.name}\n\n{room.purpose}")
    back = reverse("group-chat", args=[room.group.slug, room.id])
    return Thing(ROOM, room.id, room.name, room.group.name, (piece,), None, room.group_id, back, is_quoted=True)
