"""Rooms of a group: opening, changing, ordering and closing them, a quiet while, and how long they remember."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.accounts.zones import ELSEWHERE, known_zones
from alongside.audit.services import record
from alongside.circles.texts import checked_text
from alongside.groups.chat.details import RoomDetails
from alongside.groups.chat.models import ROOM_NAME_LENGTH, ROOM_PURPOSE_LENGTH, SLOWEST, ChatRoom
from alongside.groups.chat.policies import access_room, visible_rooms
from alongside.groups.enums import Use
from alongside.groups.models import CHAT_DAYS, Membership
from alongside.groups.policies import access_standing
from alongside.groups.services.chat import next_moment, tell
from alongside.groups.threads.policies import check_writable
from alongside.kernel import due
from alongside.kernel.errors import Conflict, Invalid
from alongside.safety.pauses import check_may_write
from alongside.ui import phrases

MOST_ROOMS = 20
LONGEST_QUIET = timedelta(hours=24)
TOO_MANY_ROOMS = _("This group has as many rooms as it can have. Please close one of them first.")
WHOSE_NIGHT = _("Please say on the clock of which place the room sleeps. What you wrote is still here.")
TWO_TIMES = _("Please say both from when and until when the room sleeps, at two different times, or neither.")


@transaction.atomic
def open_room(*, actor: Person, slug: str, details: RoomDetails, now: datetime) -> ChatRoom:
    """Open a room after those that are there. Invalid, NotAllowed, NotFound; Conflict past twenty."""
    standing = access_standing(actor, slug, to=Use.HOST, lock=True)
    check_may_write(actor, standing.group_id, now=now)
    check_writable(standing)
    return _opened(standing, _checked(details), now=now)


def _opened(standing: Membership, details: RoomDetails, *, now: datetime) -> ChatRoom:
    rooms = visible_rooms(standing)
    if rooms.count() >= MOST_ROOMS:
        raise Conflict(TOO_MANY_ROOMS)
    last = rooms.aggregate(place=Max("place"))["place"] or 0
    room = ChatRoom(created_at=now, group=standing.group, place=last + 1)
    _write(room, details, now=now)
    room.save(force_insert=True)
    record("group.room_opened", actor=standing.person_id, subject=room.id, about=standing.person_id, now=now)
    due.wake()
    return room


def open_first_room(standing: Membership, details: RoomDetails, *, now: datetime) -> ChatRoom:
    """Open the first room of a group that has just begun, within the transaction that begins it. Invalid."""
    return _opened(standing, _checked(details), now=now)


def _checked(details: RoomDetails) -> RoomDetails:
    name = " ".join(checked_text(details.name, field="name", most=ROOM_NAME_LENGTH, required=True).split())
    purpose = checked_text(details.purpose, field="purpose", most=ROOM_PURPOSE_LENGTH, required=True)
    if not 0 <= details.slow_seconds <= SLOWEST:
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="slow_seconds")
    if (details.sleeps_from is None) != (details.sleeps_to is None) or (
        details.sleeps_from is not None and details.sleeps_from == details.sleeps_to
    ):
        raise Invalid(TWO_TIMES, field="sleeps_to")
    # Everybody in the room reads the place: the one of the host's account would tell where they are.
    if details.sleeps_from is not None and details.zone not in known_zones():
        raise Invalid(WHOSE_NIGHT if not details.zone else phrases.UNKNOWN_TIME_ZONE, field="zone")
    zone = details.zone if details.sleeps_from is not None else ELSEWHERE
    return replace(details, name=name, purpose=purpose, zone=zone)


def _write(room: ChatRoom, details: RoomDetails, *, now: datetime) -> None:
    room.name, room.purpose, room.slow_seconds = details.name, details.purpose, details.slow_seconds
    room.sleeps_from, room.sleeps_to, room.zone = details.sleeps_from, details.sleeps_to, details.zone
    room.due_at = next_moment(room, now)


@transaction.atomic
def change_room(*, actor: Person, slug: str, room_id: UUID, details: RoomDetails, now: datetime) -> None:
    """Change what a room is for, how slowly it goes and when it sleeps. Invalid, NotAllowed, NotFound, Gone."""
    checked = _checked(details)
    standing = access_standing(actor, slug, to=Use.HOST, lock=True)
    check_may_write(actor, standing.group_id, now=now)
    room = access_room(standing, room_id, lock=True)
    _write(room, checked, now=now)
    _keep(room, actor, "group.room_changed", now=now)


@transaction.atomic
def quiet_room(*, actor: Person, slug: str, room_id: UUID, minutes: int, now: datetime) -> None:
    """Have only those who look after the group write for so many minutes; with 0 everybody may again."""
    if not 0 <= minutes <= LONGEST_QUIET / timedelta(minutes=1):
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="minutes")
    standing = access_standing(actor, slug, to=Use.MODERATE)
    room = access_room(standing, room_id, lock=True)
    room.quiet_until = now + timedelta(minutes=minutes) if minutes else None
    room.due_at = next_moment(room, now)
    _keep(room, actor, "group.room_quieted" if minutes else "group.room_unquieted", now=now)


def _keep(room: ChatRoom, actor: Person, action: str, *, now: datetime) -> None:
    room.save()
    record(action, actor=actor.id, subject=room.id, about=actor.id, now=now)
    tell(room)
    due.wake()


@transaction.atomic
def move_room_up(*, actor: Person, slug: str, room_id: UUID, now: datetime) -> None:
    """Have a room stand before the one above it. NotAllowed, NotFound, Gone."""
    standing = access_standing(actor, slug, to=Use.HOST, lock=True)
    room = access_room(standing, room_id)
    order = list(visible_rooms(standing).values_list("id", flat=True))
    at = order.index(room.id)
    order[max(0, at - 1) : at + 1] = order[max(0, at - 1) : at + 1][::-1]
    for place, one in enumerate(order, start=1):
        ChatRoom.objects.filter(id=one).exclude(place=place).update(place=place)
    record("group.rooms_ordered", actor=actor.id, subject=room.id, about=actor.id, now=now)


@transaction.atomic
def close_room(*, actor: Person, slug: str, room_id: UUID, now: datetime) -> None:
    """Close a room for good, and delete what was written in it. NotAllowed, NotFound, Gone."""
    standing = access_standing(actor, slug, to=Use.HOST, lock=True)
    room = access_room(standing, room_id, lock=True)
    room.lines.all().delete()
    room.presences.all().delete()
    room.closed_at, room.due_at = now, None
    _keep(room, actor, "group.room_closed", now=now)


@transaction.atomic
def choose_chat_days(*, actor: Person, slug: str, days: int, now: datetime) -> None:
    """Choose after how many days the rooms of a group forget what was written. Invalid, NotAllowed, NotFound."""
    if days not in CHAT_DAYS:
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="days")
    standing = access_standing(actor, slug, to=Use.HOST, lock=True)
    standing.group.chat_days = days
    standing.group.save(update_fields=["chat_days"])
    visible_rooms(standing).order_by().update(due_at=now)
    record("group.chat_days_chosen", actor=actor.id, subject=standing.group_id, about=actor.id, now=now)
    due.wake()
