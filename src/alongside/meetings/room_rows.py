"""A room as its rows keep it, and as `room` thinks of it."""

from dataclasses import fields
from datetime import datetime

from alongside.meetings.models import Gathering, Presence
from alongside.meetings.room import RoomState, Seat

SEAT = tuple(one.name for one in fields(Seat))
SAME = ("segment_since", "segment", "extra_minutes", "paused_at", "chat", "share_extra", "most_here")


def state_of(gathering: Gathering) -> RoomState:
    """Return the state of a room: two queries at most, however many are in it."""
    rows = Presence.objects.filter(gathering=gathering).order_by("created_at", "id")
    seats, chair, speaking, since = {}, None, None, None
    for *values, has_chair, speaking_since in rows.values_list(*SEAT, "has_chair", "speaking_since"):
        seat = Seat(**dict(zip(SEAT, values, strict=True)))
        seats[seat.id] = seat
        chair = seat.id if has_chair else chair
        speaking, since = (seat.id, speaking_since) if speaking_since else (speaking, since)
    return RoomState(
        minutes=tuple(gathering.minutes_of),
        share_seconds=gathering.share_seconds,
        chair=chair,
        speaking=speaking,
        speaking_since=since,
        is_closed=gathering.closed_at is not None,
        seats=seats,
        **{name: getattr(gathering, name) for name in SAME},
    )


def keep(gathering: Gathering, before: RoomState, after: RoomState) -> None:
    """Write what an act changed of a room that is locked; the row of a seat must be there."""
    for name in SAME:
        setattr(gathering, name, getattr(after, name))
    gathering.version += 1
    gathering.save(update_fields=[*SAME, "version"])
    _free(gathering, before, after)
    rows = [_row(after, seat) for seat in after.seats.values() if _differs(before, after, seat)]
    Presence.objects.bulk_update(rows, [*(name for name in SEAT if name != "id"), "has_chair", "speaking_since"])


def _free(gathering: Gathering, before: RoomState, after: RoomState) -> None:
    """Take word and chair away first: for one moment two would have them, which the database does not let be."""
    if before.speaking and before.speaking != after.speaking:
        Presence.objects.filter(id=before.speaking).update(speaking_since=None)
    if before.chair and before.chair != after.chair:
        Presence.objects.filter(gathering=gathering, id=before.chair).update(has_chair=False)


def _differs(before: RoomState, after: RoomState, seat: Seat) -> bool:
    return (
        before.seats.get(seat.id) != seat
        or (before.chair == seat.id) != (after.chair == seat.id)
        or _since(before, seat) != _since(after, seat)
    )


def _since(state: RoomState, seat: Seat) -> datetime | None:
    return state.speaking_since if state.speaking == seat.id else None


def _row(state: RoomState, seat: Seat) -> Presence:
    values = {name: getattr(seat, name) for name in SEAT}
    return Presence(**values, has_chair=state.chair == seat.id, speaking_since=_since(state, seat))
