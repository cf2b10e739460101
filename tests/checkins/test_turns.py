"""Turns: asked once, nudged once, then answered or missed; a standstill is held against nobody."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from alongside.checkins.turns import Occurrence, Plan, Step, Turn, closed, due_of, step
from alongside.kernel.schedule import Rule, Schedule, first_label

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
BEGIN = datetime(2026, 3, 28, 12, tzinfo=UTC)
EIGHT = datetime(2026, 3, 29, 6, tzinfo=UTC)  # the clock in Berlin has gone forward in the night


def plan(*times: str, nudges: bool = True, within: timedelta = 3 * HOUR) -> Plan:
    schedule = Schedule(Rule(), tuple(map(time.fromisoformat, times or ("08:00",))), date(2026, 3, 1))
    return Plan(schedule, "Europe/Berlin", within, nudges)


def begin(of: Plan) -> Turn:
    return Turn(first_label(of.schedule, of.zone, now=BEGIN))


def test_asked_nudged_half_way_and_missed_at_the_end() -> None:
    of = plan()
    waiting = begin(of)
    assert due_of(of, waiting) == EIGHT
    asked = step(of, waiting, EIGHT)
    assert (asked.asks, asked.nudges, asked.missed, asked.due_at) == (True, False, None, EIGHT + 90 * MINUTE)
    nudged = step(of, asked.turn, asked.due_at)
    assert (nudged.asks, nudged.nudges, nudged.missed, nudged.due_at) == (False, True, None, EIGHT + 3 * HOUR)
    missed = step(of, nudged.turn, nudged.due_at)
    assert (missed.asks, missed.nudges, missed.missed) == (False, False, Occurrence(EIGHT, date(2026, 3, 29)))
    assert missed.tells
    assert missed.turn.asked_at is None
    assert missed.due_at == EIGHT + DAY


def test_who_does_not_want_to_be_nudged_is_not() -> None:
    of = plan(nudges=False)
    asked = step(of, begin(of), EIGHT)
    assert asked.due_at == EIGHT + 3 * HOUR
    assert step(of, asked.turn, asked.due_at).missed


def test_a_standstill_asks_late_and_gives_the_whole_time() -> None:
    of, late = plan(), EIGHT + 3 * HOUR
    asked = step(of, begin(of), late)
    assert (asked.asks, asked.turn.asked_for, asked.turn.asked_at) == (True, EIGHT, late)
    assert step(of, asked.turn, late + 90 * MINUTE).nudges
    assert asked.missed is None
    over = step(of, replace(asked.turn, nudged=True), late + 3 * HOUR)
    assert over.missed
    assert not over.tells


def test_of_several_in_a_standstill_the_latest_is_asked_and_the_others_are_noted() -> None:
    of = plan("06:00", "08:00", "09:00", within=HOUR)
    asked = step(of, begin(of), EIGHT + 2 * HOUR)
    assert asked.turn.asked_for == EIGHT + HOUR
    assert [one.at for one in asked.not_asked] == [EIGHT - 2 * HOUR, EIGHT]


def test_two_times_in_the_hour_that_is_skipped_are_one() -> None:
    of = plan("02:10", "02:50")
    asked = step(of, begin(of), datetime(2026, 3, 29, 1, tzinfo=UTC))
    assert asked.turn.asked_for == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert asked.not_asked == ()


def test_the_next_occurrence_ends_the_one_before() -> None:
    of = plan("08:00", "09:00", within=12 * HOUR)
    asked = step(of, begin(of), EIGHT)
    assert asked.due_at == EIGHT + HOUR
    after = step(of, asked.turn, EIGHT + HOUR)
    assert after.missed == Occurrence(EIGHT, date(2026, 3, 29))
    assert (after.asks, after.turn.asked_for) == (True, EIGHT + HOUR)
    assert not after.tells  # twelve hours were promised, and one has passed


def test_what_is_answered_is_neither_nudged_nor_missed() -> None:
    of = plan()
    turn = closed(step(of, begin(of), EIGHT).turn)
    assert due_of(of, turn) == EIGHT + DAY
    assert step(of, turn, EIGHT + DAY - MINUTE) == Step(turn, EIGHT + DAY)


@given(
    looks=st.lists(st.integers(1, 9 * 60), min_size=1, max_size=60),
    times=st.lists(st.integers(0, 24 * 60 - 1), min_size=1, max_size=4, unique=True),
    within=st.sampled_from([60, 180, 720]),
    nudges=st.booleans(),
)
def test_whenever_a_worker_looks_each_occurrence_comes_to_one_end(
    looks: list[int], times: list[int], within: int, nudges: bool
) -> None:
    of = plan(*sorted(f"{one // 60:02}:{one % 60:02}" for one in times), within=within * MINUTE, nudges=nudges)
    turn, now, asked, ended, nudged = begin(of), BEGIN, [], [], []
    for minutes in looks:
        now += minutes * MINUTE
        if due_of(of, turn) > now:
            continue
        one = step(of, turn, now)
        assert one.due_at > now
        ended += [occurrence.at for occurrence in (*([one.missed] if one.missed else []), *one.not_asked)]
        asked += [one.turn.asked_for] if one.asks else []
        nudged += [one.turn.asked_for] if one.nudges else []
        turn = one.turn
    still_open = [turn.asked_for] if turn.asked_for else []
    all_ends = ended + still_open
    assert len(all_ends) == len(set(all_ends))
    assert sorted(asked) == sorted(set(asked))
    assert set(asked) <= set(all_ends)
    assert len(nudged) == len(set(nudged))
    assert nudges or not nudged
