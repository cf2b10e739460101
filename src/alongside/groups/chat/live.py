"""How a chat room is read live: its parts as a whole, its lines as they come."""

from datetime import datetime
from uuid import UUID

from alongside.groups.chat.models import ChatRoom
from alongside.groups.chat.page import html_of, lines_since, parts_of
from alongside.groups.services.chat_here import TOPIC, who_sees_chat
from alongside.kernel.live import Lines, Shared, Snapshot


def snapshot(room_id: UUID, now: datetime) -> Snapshot | None:
    """Return what everybody in a room sees beside its lines, None when it was closed."""
    room = _room(room_id)
    return Snapshot(room.version, parts_of(room, now=now)) if room else None


def since(room_id: UUID, version: int, now: datetime) -> Lines:
    """Return the lines that came or changed after a version."""
    room = _room(room_id)
    if room is None:
        return Lines(version, {})
    lines = lines_since(room, version, now=now)
    # Versions are given out under the room's lock: whoever sees one, sees all before it.
    return Lines(max([room.version, *(line.changed for line in lines)]), html_of(lines, room))


def _room(room_id: UUID) -> ChatRoom | None:
    return ChatRoom.objects.filter(id=room_id, closed_at=None).select_related("group").first()


def shared_chat() -> Shared:
    """Return how a room is read by all who are in its group."""
    return Shared(TOPIC, who_sees_chat, snapshot, since)
