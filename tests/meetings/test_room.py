"""The room by itself: what is on, who has the word, who waits, who leads; and what holds whatever people do there."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from alongside.meetings import room
from alongside.meetings.room import After, No, RoomState

NOW = datetime(2026, 3, 4, 20, 0, tzinfo=UTC)
ADA, BEN, CLEO, DAN, EVE = (UUID(int=number) for number in range(1, 6))
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def done(after: After) -> RoomState:
    assert isinstance(after, RoomState), after
    return after


def a_room(*others: UUID) -> RoomState:
    """Return a room that Ada hosts, with three segments and shares of three minutes, and others in it."""
    state = room.open_room(minutes=(5, 30, 5), share_seconds=180, chat="off", who=ADA, is_host=True, now=NOW)
    for other in others:
        state = done(room.enter(state, other, NOW))
    return state


def raised(state: RoomState, *people: UUID) -> RoomState:
    for number, who in enumerate(people, start=1):
        state = done(room.raise_hand(state, who, NOW + number * SECOND))
    return state


def waiting(state: RoomState) -> list[UUID]:
    return [seat.id for seat in room.queue(state)]


def test_who_has_not_spoken_yet_comes_first() -> None:
    state = raised(a_room(BEN, CLEO), BEN)
    state = done(room.give_word(state, ADA, NOW + MINUTE))
    assert (state.speaking, waiting(state)) == (BEN, [])
    state = done(room.finish(state, BEN, NOW + 2 * MINUTE))
    state = done(room.raise_hand(state, BEN, NOW + 3 * MINUTE))
    state = done(room.raise_hand(state, CLEO, NOW + 4 * MINUTE))
    assert waiting(state) == [CLEO, BEN]


def test_a_hand_that_is_up_stays_where_it_is() -> None:
    state = raised(a_room(BEN, CLEO), BEN, CLEO)
    again = room.raise_hand(state, BEN, NOW + MINUTE)
    assert again == state


def test_who_was_passed_three_times_waits_no_longer() -> None:
    state = raised(a_room(BEN, CLEO, DAN, EVE), BEN)
    state = done(room.give_word(state, ADA, NOW + MINUTE))
    state = done(room.finish(state, BEN, NOW + MINUTE))
    state = done(room.raise_hand(state, BEN, NOW + 2 * MINUTE))
    for number in range(3, 6):
        who = UUID(int=100 + number)
        state = done(room.enter(state, who, NOW))
        state = done(room.raise_hand(state, who, NOW + number * MINUTE))
        assert waiting(state) == [who, BEN]
        state = done(room.give_word(state, ADA, NOW + number * MINUTE))
    state = done(room.raise_hand(state, CLEO, NOW + 9 * MINUTE))
    assert waiting(state) == [BEN, CLEO]


def test_the_time_of_a_share_is_told_and_nobody_is_cut_off() -> None:
    state = done(room.give_word(raised(a_room(BEN), BEN), ADA, NOW + MINUTE))
    assert state.share_ends == NOW + 4 * MINUTE
    state = done(room.extend_share(state, ADA, NOW))
    assert state.share_ends == NOW + 5 * MINUTE
    assert room.extend_share(state, BEN, NOW) is No.NOT_LEADING
    late = done(room.enter(done(room.enter(state, BEN, NOW + 60 * MINUTE)), ADA, NOW + 60 * MINUTE))
    assert room.notice_gone(late, NOW + 60 * MINUTE).speaking == BEN


def test_what_is_on_and_how_long_it_still_has() -> None:
    state = a_room(BEN)
    assert state.segment_ends == NOW + 5 * MINUTE
    state = done(room.extend(state, ADA, NOW + MINUTE))
    assert state.segment_ends == NOW + 6 * MINUTE
    state = done(room.next_segment(state, ADA, NOW + 7 * MINUTE, after=0))
    assert (state.segment, state.segment_ends) == (1, NOW + 37 * MINUTE)
    assert room.next_segment(state, ADA, NOW + 7 * MINUTE, after=0) == state  # pressed twice
    state = done(room.next_segment(state, ADA, NOW + 40 * MINUTE, after=1))
    assert room.next_segment(state, ADA, NOW + 41 * MINUTE, after=2) is No.LAST_SEGMENT


def test_a_pause_stops_every_clock() -> None:
    state = done(room.give_word(raised(a_room(BEN), BEN), ADA, NOW + MINUTE))
    state = done(room.pause(state, ADA, NOW + 2 * MINUTE))
    assert state.clock(NOW + 9 * MINUTE) == NOW + 2 * MINUTE
    assert room.pause(state, ADA, NOW + 3 * MINUTE) == state
    state = done(room.go_on(state, ADA, NOW + 12 * MINUTE))
    assert (state.segment_ends, state.share_ends) == (NOW + 15 * MINUTE, NOW + 14 * MINUTE)
    assert room.go_on(state, ADA, NOW + 13 * MINUTE) == state


def test_the_first_part_begins_at_its_time_whenever_the_room_was_opened() -> None:
    state = replace(a_room(BEN), segment_since=NOW + 20 * MINUTE)
    assert room.is_arriving(state, NOW)
    assert room.begin(state, BEN, NOW) == No.NOT_LEADING
    paused = done(room.pause(state, ADA, NOW + MINUTE))
    assert done(room.go_on(paused, ADA, NOW + 5 * MINUTE)).segment_since == NOW + 20 * MINUTE
    assert done(room.go_on(paused, ADA, NOW + 22 * MINUTE)).segment_since == NOW + 22 * MINUTE
    begun = done(room.begin(state, ADA, NOW + MINUTE))
    assert (begun.segment_since, room.is_arriving(begun, NOW + MINUTE)) == (NOW + MINUTE, False)
    assert room.begin(begun, ADA, NOW + 2 * MINUTE) == begun


def test_what_comes_next_begins_with_the_word_free() -> None:
    state = done(room.give_word(a_room(BEN), ADA, NOW, to=BEN))
    after = done(room.next_segment(state, ADA, NOW + MINUTE, after=0))
    assert (after.speaking, after.share_ends) == (None, None)


def test_anybody_may_step_in_when_the_chair_has_been_gone_for_two_minutes() -> None:
    state = a_room(BEN)
    almost = NOW + room.GONE_AFTER - SECOND
    assert room.take_chair(state, BEN, almost) is No.CHAIR_IS_HERE
    assert room.next_segment(state, BEN, almost, after=0) is No.NOT_LEADING
    state = done(room.enter(state, BEN, NOW + room.GONE_AFTER))
    state = done(room.take_chair(state, BEN, NOW + room.GONE_AFTER))
    assert state.chair == BEN
    assert done(room.next_segment(state, BEN, NOW + 3 * MINUTE, after=0)).segment == 1


def test_a_host_may_take_the_chair_back() -> None:
    state = done(room.enter(a_room(BEN), CLEO, NOW, is_host=True))
    state = done(room.take_chair(state, CLEO, NOW))
    assert state.chair == CLEO
    assert room.take_chair(state, BEN, NOW) is No.CHAIR_IS_HERE


def test_who_drops_out_keeps_their_hand_and_comes_back_to_it() -> None:
    state = raised(a_room(BEN, CLEO), BEN, CLEO)
    state = done(room.enter(done(room.enter(state, ADA, NOW + 2 * MINUTE)), CLEO, NOW + 2 * MINUTE))
    state = room.notice_gone(state, NOW + 2 * MINUTE)
    assert waiting(state) == [CLEO]
    state = done(room.enter(state, BEN, NOW + 4 * MINUTE))
    assert waiting(state) == [BEN, CLEO]
    assert room.seconds_here(state.seats[BEN], NOW + 5 * MINUTE) == 60


def test_who_leaves_gives_back_hand_word_and_chair() -> None:
    state = done(room.give_word(raised(a_room(BEN), BEN), ADA, NOW))
    state = done(room.leave(state, BEN, NOW + MINUTE))
    assert (state.speaking, room.seconds_here(state.seats[BEN], NOW + 9 * MINUTE)) == (None, 60)
    state = done(room.leave(state, ADA, NOW + MINUTE))
    assert state.chair is None
    assert room.raise_hand(state, ADA, NOW + MINUTE) is No.NOT_HERE


def test_who_was_asked_out_cannot_come_back() -> None:
    state = raised(a_room(BEN, CLEO), BEN)
    assert room.remove(state, CLEO, NOW, target=BEN) is No.NOT_LEADING
    state = done(room.remove(state, ADA, NOW, target=BEN))
    assert waiting(state) == []
    assert room.enter(state, BEN, NOW + MINUTE) is No.REMOVED
    assert room.raise_hand(state, BEN, NOW + MINUTE) is No.REMOVED
    assert room.remove(state, ADA, NOW, target=ADA) is No.HOST_STAYS


@pytest.mark.parametrize(
    ("chat", "writers"),
    [("off", {CLEO}), ("host", {ADA, CLEO}), ("open", {ADA, BEN, CLEO})],
    ids=["off", "host", "open"],
)
def test_who_has_the_word_may_always_write(chat: str, writers: set[UUID]) -> None:
    state = done(room.give_word(raised(a_room(BEN, CLEO), CLEO), ADA, NOW))
    state = done(room.set_chat(state, ADA, NOW, chat=chat))
    assert {who for who in (ADA, BEN, CLEO, DAN) if room.may_write(state, who)} == writers


def test_what_cannot_be() -> None:
    state = a_room(BEN)
    assert room.give_word(state, ADA, NOW) is No.NOBODY_WAITS
    assert room.give_word(state, ADA, NOW, to=DAN) is No.NOT_HERE
    assert room.finish(state, ADA, NOW) is No.NOBODY_SPEAKS
    assert room.set_chat(state, ADA, NOW, chat="loud") is No.CHAT_UNKNOWN
    state = done(room.give_word(state, ADA, NOW, to=BEN))
    assert room.raise_hand(state, BEN, NOW) is No.HAS_THE_WORD
    assert room.give_word(state, ADA, NOW, to=BEN) is No.HAS_THE_WORD
    long = replace(state, extra_minutes=room.MOST_EXTRA, share_extra=room.MOST_EXTRA * 60)
    assert room.extend(long, ADA, NOW) is No.ENOUGH_TIME
    assert room.extend_share(long, ADA, NOW) is No.ENOUGH_TIME


def test_a_room_that_is_over_takes_nothing_more() -> None:
    assert room.close(a_room(BEN), BEN, NOW) is No.NOT_LEADING
    state = done(room.close(a_room(BEN), ADA, NOW + MINUTE))
    assert (state.here(), state.most_here) == ([], 2)
    for act in (room.raise_hand, room.lower_hand, room.leave, room.finish, room.extend, room.pause, room.take_chair):
        assert act(state, ADA, NOW + MINUTE) is No.OVER
    assert room.enter(state, CLEO, NOW + MINUTE) is No.OVER


PEOPLE = st.sampled_from([UUID(int=number) for number in range(1, 8)])


class Rooms(RuleBasedStateMachine):
    """People do whatever they like, in any order."""

    @initialize()
    def begin(self) -> None:
        self.now = NOW
        self.state = a_room()
        self.later: dict[UUID, int] = {}

    def act(self, act: Callable[..., After], who: UUID, **more: object) -> None:
        before = self.state
        after = act(before, who, self.now, **more)
        if isinstance(after, RoomState):
            self.state = after
            self.follow(before)

    def follow(self, before: RoomState) -> None:
        """Count, apart from the code, who raised a hand later and was heard first, for whoever waits."""
        waits = {seat.id for seat in self.state.seats.values() if seat.is_waiting}
        self.later = {who: self.later.get(who, 0) for who in waits}
        spoke = self.state.speaking
        if spoke is None or spoke == before.speaking:
            return
        heard = before.seats[spoke]
        for who in waits:
            mine = self.state.seats[who]
            if heard.raised_at and mine.raised_at and (heard.raised_at, spoke) > (mine.raised_at, who):
                self.later[who] += 1

    @rule(who=PEOPLE, is_host=st.booleans())
    def enters(self, who: UUID, is_host: bool) -> None:
        self.act(room.enter, who, is_host=is_host)

    @rule(who=PEOPLE, act=st.sampled_from([room.leave, room.raise_hand, room.raise_hand, room.lower_hand, room.finish]))
    def for_oneself(self, who: UUID, act: Callable[..., After]) -> None:
        self.act(act, who)

    @rule(who=PEOPLE, act=st.sampled_from([room.extend, room.extend_share, room.pause, room.go_on, room.take_chair]))
    def leads(self, who: UUID, act: Callable[..., After]) -> None:
        self.act(act, who)

    @rule(who=PEOPLE)
    def next_please(self, who: UUID) -> None:
        self.act(room.give_word, who)

    @rule(who=PEOPLE, after=st.integers(0, 2))
    def goes_on(self, who: UUID, after: int) -> None:
        self.act(room.next_segment, who, after=after)

    @rule(who=PEOPLE, other=PEOPLE)
    def asks_out(self, who: UUID, other: UUID) -> None:
        self.act(room.remove, who, target=other)

    @rule(seconds=st.integers(1, 150))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule()
    def looks_who_is_gone(self) -> None:
        before, self.state = self.state, room.notice_gone(self.state, self.now)
        self.follow(before)

    @invariant()
    def one_speaks_and_is_here_and_does_not_wait(self) -> None:
        speaking = self.state.speaking
        assert (speaking is None) == (self.state.speaking_since is None)
        if speaking:
            seat = self.state.seats[speaking]
            assert seat.here_since is not None
            assert seat.raised_at is None

    @invariant()
    def who_waits_is_here_and_nobody_twice(self) -> None:
        order = waiting(self.state)
        assert len(order) == len(set(order))
        here = {seat.id for seat in self.state.here()}
        assert set(order) <= here
        assert len(here) <= self.state.most_here

    @invariant()
    def who_was_asked_out_is_out(self) -> None:
        for seat in self.state.seats.values():
            if seat.is_removed:
                assert seat.here_since is None
                assert seat.id not in (self.state.chair, self.state.speaking)

    @invariant()
    def time_goes_forward(self) -> None:
        assert self.state.segment_since <= self.now
        assert 0 <= self.state.segment < 3
        assert all(room.seconds_here(seat, self.now) >= 0 for seat in self.state.seats.values())

    @invariant()
    def nobody_waits_for_ever(self) -> None:
        assert all(heard_first <= room.MOST_PASSED for heard_first in self.later.values())


TestRooms = Rooms.TestCase
