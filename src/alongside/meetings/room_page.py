"""What the room shows: the part that is the same for everybody, and the few words that are each one's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.translation import gettext

from alongside.kernel.live import Shared, Snapshot
from alongside.meetings import room
from alongside.meetings.agendas import Reading, meeting_formats
from alongside.meetings.enums import RoleKind
from alongside.meetings.models import Gathering
from alongside.meetings.room import RoomState
from alongside.meetings.room_queries import Written, latest_lines, readings_of
from alongside.meetings.room_rows import state_of

MOST_NAMES = 100
MOST_WAITING = 50
MOST_LINES = 40
PARTS = ("clock", "now", "queue", "lines", "people")
# What is said beside a name; a role in words of one's own is not.
TITLES = {str(kind.value): kind.label for kind in RoleKind if kind != RoleKind.OWN}


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody in the room, by the name they chose for it."""

    id: UUID
    name: str
    role: str
    is_new: bool
    has_chair: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the agenda, in the active language."""

    title: str
    guidance: list[str]
    minutes: int
    reading: Reading | None
    is_on: bool
    is_done: bool


@dataclass(frozen=True, slots=True)
class Clock:
    """A time that runs out: until when, and what is left of it now; while it stands still it has no end."""

    until: datetime | None
    left: str
    seconds: int

    @property
    def is_up(self) -> bool:
        """Tell whether nothing is left."""
        return self.seconds <= 0


@dataclass(frozen=True, slots=True)
class RoomPage:
    """All that everybody in the room sees."""

    gathering: Gathering
    state: RoomState
    parts: list[Part]
    on: Part
    is_arriving: bool
    clock: Clock
    share: Clock | None
    speaking: Named | None
    chair: Named | None
    is_chair_gone: bool
    waiting: list[Named]
    more_waiting: int
    people: list[Named]
    more_people: int
    new: list[Named]
    lines: list[Written]


def room_page(gathering: Gathering, *, now: datetime) -> RoomPage:
    """Return what the room shows now, in the active language: as many queries for one person as for five hundred."""
    state = state_of(gathering)
    rows = gathering.presences.filter(here_since__isnull=False).order_by("created_at", "id")
    here = [_named(*row) for row in rows.values_list("id", "name", "role", "is_new", "has_chair")]
    by_id = {one.id: one for one in here}
    waiting = [by_id[seat.id] for seat in room.queue(state) if seat.id in by_id]
    parts = _parts(gathering)
    is_arriving = room.is_arriving(state, now)
    return RoomPage(
        gathering=gathering,
        state=state,
        parts=parts,
        on=parts[state.segment],
        is_arriving=is_arriving,
        clock=_clock(state, state.segment_since if is_arriving else state.segment_ends, now),
        share=_clock(state, state.share_ends, now) if state.share_ends else None,
        speaking=by_id.get(state.speaking) if state.speaking else None,
        chair=by_id.get(state.chair) if state.chair else None,
        is_chair_gone=room.is_chair_gone(state, now),
        waiting=waiting[:MOST_WAITING],
        more_waiting=max(0, len(waiting) - MOST_WAITING),
        people=here[:MOST_NAMES],
        more_people=max(0, len(here) - MOST_NAMES),
        new=[one for one in here if one.is_new][:MOST_NAMES],
        lines=latest_lines(gathering, most=MOST_LINES),
    )


def _named(seat: UUID, name: str, role: str, is_new: bool, has_chair: bool) -> Named:
    return Named(seat, name, str(TITLES.get(role, "")), is_new, has_chair)


def _parts(gathering: Gathering) -> list[Part]:
    of = meeting_formats().get(gathering.format)
    readings = readings_of(gathering.meeting.hosting)
    found = []
    for number, (key, minutes) in enumerate(zip(gathering.segments, gathering.minutes_of, strict=True)):
        segment = of.segment(key) if of else None
        found.append(
            Part(
                title=gettext(segment.title) if segment else key,
                guidance=[gettext(text) for text in segment.guidance] if segment else [],
                minutes=minutes + (gathering.extra_minutes if number == gathering.segment else 0),
                reading=readings.get(key),
                is_on=number == gathering.segment,
                is_done=number < gathering.segment,
            )
        )
    return found


def _clock(state: RoomState, ends: datetime, now: datetime) -> Clock:
    seconds = max(0, round((ends - state.clock(now)).total_seconds()))
    return Clock(None if state.paused_at else ends, f"{seconds // 60}:{seconds % 60:02}", seconds)


def parts_of(page: RoomPage, me: UUID | None = None) -> dict[str, str]:
    """Return the HTML of each part that everybody sees; `me` marks one's own place where a page is made for one."""
    context: Mapping[str, object] = {"room": page, "me": me}
    return {name: render_to_string(f"meetings/room_{name}.html", context) for name in PARTS}


def snapshot(gathering_id: UUID, now: datetime) -> Snapshot | None:
    """Return what everybody in a room sees, None when it is over."""
    rows = Gathering.objects.filter(id=gathering_id, closed_at=None)
    gathering = rows.select_related("meeting__hosting").first()
    if gathering is None:
        return None
    return Snapshot(gathering.version, parts_of(room_page(gathering, now=now)))


def shared_room() -> Shared:
    """Return how a room is read by all who are in it."""
    from alongside.meetings.services.rooms import TOPIC, who_sees_room

    return Shared(TOPIC, who_sees_room, snapshot)
