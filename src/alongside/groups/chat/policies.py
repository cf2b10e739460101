"""Who may see and do what in chat rooms. Whoever is in the group sees them, and under its aliases alone."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.groups.chat.models import ChatLine, ChatRoom
from alongside.groups.chat.times import Hours, quiet_to
from alongside.groups.enums import Standing, Use
from alongside.groups.models import Membership
from alongside.groups.policies import may
from alongside.groups.threads.policies import NOT_YOURS, is_writable
from alongside.kernel.errors import Gone, NotAllowed, NotFound

ROOM_CLOSED = _("Those who look after the group have closed this room, and what was written there is deleted.")


def visible_rooms(standing: Membership) -> QuerySet[ChatRoom]:
    """Return the open rooms of a group to whoever is in it, in their order."""
    rooms = ChatRoom.objects.filter(group=standing.group_id, closed_at=None).order_by("place", "id")
    return rooms if standing.state == Standing.IN else rooms.none()


def access_room(standing: Membership, room_id: UUID, *, lock: bool = False) -> ChatRoom:
    """Return a room of somebody's group, which `lock` holds; NotFound, Gone once it was closed."""
    rooms = ChatRoom.objects.filter(group=standing.group_id, id=room_id)
    room = (rooms.select_for_update(no_key=True, of=("self",)) if lock else rooms).first()
    if room is None or standing.state != Standing.IN:
        raise NotFound
    if room.closed_at is not None:
        raise Gone(ROOM_CLOSED)
    room.group = standing.group
    return room


def kept_since(room: ChatRoom, now: datetime) -> datetime:
    """Return since when a room remembers."""
    return now - timedelta(days=room.group.chat_days)


def visible_lines(standing: Membership, room: ChatRoom, *, now: datetime) -> QuerySet[ChatLine]:
    """Return the lines of a room that are not forgotten yet, to whoever is in the group."""
    lines = lines_kept(room, now=now)
    return lines if standing.state == Standing.IN and standing.group_id == room.group_id else lines.none()


def lines_kept(room: ChatRoom, *, now: datetime) -> QuerySet[ChatLine]:
    """Return the lines that a room remembers, whether the rest is deleted yet or not."""
    return ChatLine.objects.filter(room=room, created_at__gt=kept_since(room, now))


def access_line(standing: Membership, room: ChatRoom, line_id: UUID, *, now: datetime) -> ChatLine:
    """Return a line that was not taken back; NotFound."""
    line = visible_lines(standing, room, now=now).filter(id=line_id, taken_back_at=None).first()
    if line is None:
        raise NotFound
    return line


def access_own_line(standing: Membership, room: ChatRoom, line_id: UUID, *, now: datetime) -> ChatLine:
    """Return a line that somebody wrote themself; NotFound, NotAllowed for another's."""
    line = access_line(standing, room, line_id, now=now)
    if line.membership_id != standing.id:
        raise NotAllowed(NOT_YOURS)
    return line


def hours_of(room: ChatRoom) -> Hours:
    """Return when a room is quiet."""
    return Hours(room.quiet_until, room.sleeps_from, room.sleeps_to, room.zone)


def may_write_in(standing: Membership, room: ChatRoom, *, now: datetime) -> bool:
    """Tell whether somebody can add a line now, but for the time since their last."""
    return is_writable(standing) and (may(standing, Use.MODERATE) or quiet_to(hours_of(room), now) is None)
