"""The room in which one date of a meeting is held (pure): what is on, who has the word, who waits for it, who leads.

Each act takes the state, who does it and the moment, and gives the state after it, or `No`, which says why not.
Nobody is ever cut off: a time that is up is told, and that is all. Whoever is not seen for two minutes has dropped out;
they keep their hand and what they had said, and are back as soon as they are seen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

GONE_AFTER = timedelta(minutes=2)
# Somebody who raised a hand later may be heard first so many times; then it is one's own turn.
MOST_PASSED = 3
MOST_EXTRA = 60
NEVER = datetime.max.replace(tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)


class No(StrEnum):
    """Why something cannot be done."""

    OVER = "over"
    NOT_HERE = "not_here"
    REMOVED = "removed"
    NOT_LEADING = "not_leading"
    HAS_THE_WORD = "has_the_word"
    NOBODY_WAITS = "nobody_waits"
    NOBODY_SPEAKS = "nobody_speaks"
    CHAIR_IS_HERE = "chair_is_here"
    LAST_SEGMENT = "last_segment"
    ENOUGH_TIME = "enough_time"
    HOST_STAYS = "host_stays"
    CHAT_UNKNOWN = "chat_unknown"
    MAY_NOT_WRITE = "may_not_write"


class Chat(StrEnum):
    """Who may write lines. Whoever has the word always may: it is how one shares without a voice."""

    OFF = "off"
    HOST = "host"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody's place in the room. `here_since` is None while they are away; `seconds` is how long they were here
    before. `passed` counts who raised a hand later and was heard first. `has_left`: they went of their own accord, and
    do not come back by being seen."""

    id: UUID
    seen_at: datetime
    here_since: datetime | None
    is_host: bool = False
    has_left: bool = False
    is_removed: bool = False
    turns: int = 0
    raised_at: datetime | None = None
    passed: int = 0
    seconds: int = 0

    @property
    def is_waiting(self) -> bool:
        """Tell whether they are here and want the word."""
        return self.here_since is not None and self.raised_at is not None


@dataclass(frozen=True, slots=True)
class RoomState:
    """All of a room that acts change. `minutes` are those of each segment; a pause stops every clock."""

    minutes: tuple[int, ...]
    share_seconds: int
    segment_since: datetime
    segment: int = 0
    extra_minutes: int = 0
    paused_at: datetime | None = None
    chat: str = Chat.OFF
    chair: UUID | None = None
    speaking: UUID | None = None
    speaking_since: datetime | None = None
    share_extra: int = 0
    is_closed: bool = False
    most_here: int = 0
    seats: Mapping[UUID, Seat] = field(default_factory=dict)

    def here(self) -> list[Seat]:
        """Return who is here, in the order they came."""
        return [seat for seat in self.seats.values() if seat.here_since is not None]

    def clock(self, now: datetime) -> datetime:
        """Return what the clocks of the room show: they stand still in a pause."""
        return self.paused_at or now

    @property
    def segment_ends(self) -> datetime:
        """Return when the time of what is on is up, if there is no pause."""
        return self.segment_since + timedelta(minutes=self.minutes[self.segment] + self.extra_minutes)

    @property
    def share_ends(self) -> datetime | None:
        """Return when the time of whoever has the word is up; None when nobody has it."""
        if self.speaking_since is None:
            return None
        return self.speaking_since + timedelta(seconds=self.share_seconds + self.share_extra)

    @property
    def is_last_segment(self) -> bool:
        """Tell whether nothing comes after what is on."""
        return self.segment == len(self.minutes) - 1


After = RoomState | No


def is_arriving(state: RoomState, now: datetime) -> bool:
    """Tell whether people still arrive: the room is open, and the first part has not begun."""
    return state.segment == 0 and state.clock(now) < state.segment_since


def queue(state: RoomState) -> list[Seat]:
    """Return who waits for the word, next first.

    Who has not spoken yet comes before who has, and who was passed three times waits no longer for anybody.
    """
    return sorted((seat for seat in state.seats.values() if seat.is_waiting), key=_turn)


def _turn(seat: Seat) -> tuple[int, datetime, UUID]:
    return (0 if seat.passed >= MOST_PASSED else seat.turns, *_raised(seat))


def _raised(seat: Seat) -> tuple[datetime, UUID]:
    """Return what puts hands in the order in which they were raised; one that is not up comes last."""
    return (seat.raised_at or NEVER, seat.id)


def may_lead(state: RoomState, who: UUID) -> bool:
    """Tell whether somebody has the chair, or hosts this meeting, and is here."""
    seat = state.seats.get(who)
    return seat is not None and seat.here_since is not None and (seat.is_host or state.chair == who)


def may_take_chair(state: RoomState, who: UUID, now: datetime) -> bool:
    """Tell whether somebody here may step in: hosts always, everybody once the chair is gone for two minutes."""
    seat = state.seats.get(who)
    if seat is None or seat.here_since is None or state.chair == who:
        return False
    return seat.is_host or is_chair_gone(state, now)


def is_chair_gone(state: RoomState, now: datetime) -> bool:
    """Tell whether nobody has the chair, or who has it was not seen for two minutes."""
    chair = state.seats.get(state.chair) if state.chair else None
    return chair is None or chair.here_since is None or now - chair.seen_at >= GONE_AFTER


def may_write(state: RoomState, who: UUID) -> bool:
    """Tell whether somebody may write a line now."""
    seat = state.seats.get(who)
    if state.is_closed or seat is None or seat.here_since is None:
        return False
    return state.speaking == who or state.chat == Chat.OPEN or (state.chat == Chat.HOST and may_lead(state, who))


def seconds_here(seat: Seat, now: datetime) -> int:
    """Return for how long somebody has been here in all."""
    lately = max(now - seat.here_since, timedelta()) if seat.here_since else timedelta()
    return seat.seconds + int(lately.total_seconds())


def open_room(
    *, minutes: tuple[int, ...], share_seconds: int, chat: str, who: UUID, is_host: bool, now: datetime
) -> RoomState:
    """Return a room that has just been opened by somebody, who has the chair."""
    seat = Seat(id=who, seen_at=now, here_since=now, is_host=is_host)
    return RoomState(minutes, share_seconds, now, chat=chat, chair=who, most_here=1, seats={who: seat})


def enter(state: RoomState, who: UUID, now: datetime, *, is_host: bool = False) -> After:
    """Have somebody come in, or come back: with the hand and the turns they had."""
    if state.is_closed:
        return No.OVER
    seat = state.seats.get(who) or Seat(id=who, seen_at=now, here_since=None)
    if seat.is_removed:
        return No.REMOVED
    since = seat.here_since or now
    after = _with(
        state, replace(seat, seen_at=max(now, seat.seen_at), here_since=since, is_host=is_host, has_left=False)
    )
    return replace(after, most_here=max(after.most_here, len(after.here())))


def leave(state: RoomState, who: UUID, now: datetime) -> After:
    """Have somebody go: their hand is down, and the word and the chair are free."""
    seat = _here(state, who)
    if isinstance(seat, No):
        return seat
    after = _with(state, replace(_away(seat, now), raised_at=None, passed=0, has_left=True))
    return _let_go(replace(after, chair=None if state.chair == who else state.chair), who)


def notice_gone(state: RoomState, now: datetime) -> RoomState:
    """Have everybody be away who was not seen for two minutes; whoever of them had the word has it no more."""
    for seat in state.here():
        if now - seat.seen_at >= GONE_AFTER:
            state = _let_go(_with(state, _away(seat, seat.seen_at)), seat.id)
    return state


def raise_hand(state: RoomState, who: UUID, now: datetime) -> After:
    """Have somebody wait for the word; a hand that is up stays where it is."""
    seat = _here(state, who)
    if isinstance(seat, No):
        return seat
    if state.speaking == who:
        return No.HAS_THE_WORD
    return state if seat.raised_at else _with(state, replace(seat, raised_at=now, passed=0))


def lower_hand(state: RoomState, who: UUID, _now: datetime) -> After:
    """Have somebody wait no more."""
    seat = _here(state, who)
    return seat if isinstance(seat, No) else _with(state, replace(seat, raised_at=None, passed=0))


def give_word(state: RoomState, who: UUID, now: datetime, *, to: UUID | None = None) -> After:
    """Give the word to who is next, or to somebody in particular. Who raised a hand before them is passed once."""
    if no := _not_leading(state, who):
        return no
    waiting = queue(state)
    if to is None and not waiting:
        return No.NOBODY_WAITS
    seat = _here(state, to) if to else waiting[0]
    if isinstance(seat, No) or state.speaking == seat.id:
        return No.NOT_HERE if isinstance(seat, No) else No.HAS_THE_WORD
    for other in waiting:
        if _raised(other) < _raised(seat):
            state = _with(state, replace(other, passed=other.passed + 1))
    state = _with(state, replace(seat, turns=seat.turns + 1, raised_at=None, passed=0))
    return replace(state, speaking=seat.id, speaking_since=state.clock(now), share_extra=0)


def finish(state: RoomState, who: UUID, _now: datetime) -> After:
    """Have whoever has the word be done, because they are or the chair says so."""
    if state.is_closed:
        return No.OVER
    if state.speaking is None:
        return No.NOBODY_SPEAKS
    if who != state.speaking and not may_lead(state, who):
        return No.NOT_LEADING
    return _let_go(state, state.speaking)


def begin(state: RoomState, who: UUID, now: datetime) -> After:
    """Have the first part begin now and not at its time; once it has begun, nothing changes."""
    if no := _not_leading(state, who):
        return no
    return replace(state, segment_since=state.clock(now)) if is_arriving(state, now) else state


def next_segment(state: RoomState, who: UUID, now: datetime, *, after: int) -> After:
    """Go on to what comes after segment `after`, with the word free; pressing twice goes on once."""
    if no := _not_leading(state, who):
        return no
    if after != state.segment:
        return state
    if state.is_last_segment:
        return No.LAST_SEGMENT
    after_it = replace(state, segment=state.segment + 1, segment_since=state.clock(now), extra_minutes=0)
    return _let_go(after_it, state.speaking) if state.speaking else after_it


def extend(state: RoomState, who: UUID, _now: datetime) -> After:
    """Give what is on one more minute."""
    if no := _not_leading(state, who):
        return no
    if state.extra_minutes >= MOST_EXTRA:
        return No.ENOUGH_TIME
    return replace(state, extra_minutes=state.extra_minutes + 1)


def extend_share(state: RoomState, who: UUID, _now: datetime) -> After:
    """Give whoever has the word one more minute."""
    if no := _not_leading(state, who):
        return no
    if state.speaking is None:
        return No.NOBODY_SPEAKS
    if state.share_extra >= MOST_EXTRA * 60:
        return No.ENOUGH_TIME
    return replace(state, share_extra=state.share_extra + 60)


def pause(state: RoomState, who: UUID, now: datetime) -> After:
    """Stop the clocks of the room."""
    if no := _not_leading(state, who):
        return no
    return replace(state, paused_at=state.clock(now))


def go_on(state: RoomState, who: UUID, now: datetime) -> After:
    """Have the clocks go on where they stopped."""
    if no := _not_leading(state, who):
        return no
    if state.paused_at is None:
        return state
    stood = max(now - state.paused_at, timedelta())
    since = state.speaking_since + stood if state.speaking_since else None
    # What has not begun yet begins at its time.
    segment_stood = max(now - max(state.paused_at, state.segment_since), timedelta())
    return replace(state, paused_at=None, segment_since=state.segment_since + segment_stood, speaking_since=since)


def set_chat(state: RoomState, who: UUID, _now: datetime, *, chat: str) -> After:
    """Say who may write lines."""
    if no := _not_leading(state, who):
        return no
    return replace(state, chat=Chat(chat)) if chat in set(Chat) else No.CHAT_UNKNOWN


def take_chair(state: RoomState, who: UUID, now: datetime) -> After:
    """Have somebody step in as chair."""
    seat = _here(state, who)
    if isinstance(seat, No):
        return seat
    if state.chair == who:
        return state
    return replace(state, chair=who) if may_take_chair(state, who, now) else No.CHAIR_IS_HERE


def remove(state: RoomState, who: UUID, now: datetime, *, target: UUID) -> After:
    """Ask somebody out for this time: they cannot come back in."""
    if no := _not_leading(state, who):
        return no
    seat = state.seats.get(target)
    if seat is None or seat.is_removed:
        return No.NOT_HERE
    if seat.is_host or target == who:
        return No.HOST_STAYS
    after = _with(state, replace(_away(seat, now), raised_at=None, passed=0, is_removed=True))
    return _let_go(replace(after, chair=None if state.chair == target else state.chair), target)


def close(state: RoomState, who: UUID, now: datetime) -> After:
    """End it."""
    return _not_leading(state, who) or close_by_itself(state, now)


def close_by_itself(state: RoomState, now: datetime) -> RoomState:
    """End it because nobody is left, or it is late."""
    for seat in state.here():
        state = _with(state, _away(seat, now))
    return replace(state, is_closed=True, chair=None, speaking=None, speaking_since=None)


def _with(state: RoomState, seat: Seat) -> RoomState:
    return replace(state, seats={**state.seats, seat.id: seat})


def _here(state: RoomState, who: UUID) -> Seat | No:
    if state.is_closed:
        return No.OVER
    seat = state.seats.get(who)
    if seat is None or seat.here_since is None:
        return No.REMOVED if seat and seat.is_removed else No.NOT_HERE
    return seat


def _not_leading(state: RoomState, who: UUID) -> No | None:
    seat = _here(state, who)
    if isinstance(seat, No):
        return seat
    return None if may_lead(state, who) else No.NOT_LEADING


def _away(seat: Seat, at: datetime) -> Seat:
    return replace(seat, here_since=None, seconds=seconds_here(seat, at))


def _let_go(state: RoomState, who: UUID) -> RoomState:
    """Free the word if somebody has it."""
    if state.speaking != who:
        return state
    return replace(state, speaking=None, speaking_since=None, share_extra=0)
