"""Who is asked, in which wave, and why: each rule by example."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest

from alongside.circles.offers import Candidate, Level, Stance, Support
from alongside.reachouts.waves import LeftOut, Placed, Plan, Reason, Wave, WaveSettings, as_planned, look_again, plan
from tests.circles.candidates import BERLIN, NOON, a_candidate

SETTINGS = WaveSettings()
AWAY: dict[str, Any] = {"hours": frozenset({0})}
FULL: dict[str, Any] = {"weekly_capacity": 2, "load": 2}
RESTING: dict[str, Any] = {"breather_until": NOON + timedelta(days=3)}
ENOUGH: dict[str, Any] = {"most_a_week": 2, "asked_lately": 2}
MIXED: dict[str, Any] = {"stance": Stance.MIXED}
UNDERMINES: dict[str, Any] = {"stance": Stance.UNDERMINES}


def planned(level: Level, *candidates: Candidate, wanted: Support | None = None, now: datetime = NOON) -> Plan:
    return plan(level, wanted, candidates, now, SETTINGS)


def numbers(made: Plan) -> list[list[int]]:
    """The waves as the small numbers the candidates were made with."""
    return [[tie_id.int for tie_id in wave.members] for wave in made.waves]


def reasons(made: Plan) -> dict[int, Reason]:
    return {left.tie_id.int: left.reason for left in made.left_out}


# How large a wave is, and how long it waits


@pytest.mark.parametrize(
    ("level", "waves", "minutes"),
    [
        (Level.TALK, [[1, 2], [3, 4, 5], [6, 7, 8]], 10),
        (Level.STRUGGLING, [[1, 2, 3], [4, 5, 6], [7, 8]], 5),
        (Level.URGENT, [[1, 2, 3, 4, 5, 6, 7, 8]], 2),
    ],
)
def test_sizes_and_waits_follow_the_level(level: Level, waves: list[list[int]], minutes: int) -> None:
    made = planned(level, *(a_candidate(number) for number in range(1, 9)))
    assert numbers(made) == waves
    assert [wave.number for wave in made.waves] == list(range(1, len(waves) + 1))
    assert {wave.wait for wave in made.waves} == {timedelta(minutes=minutes)}
    assert made.left_out == ()


def test_sizes_and_waits_are_the_operators_to_choose() -> None:
    chosen = WaveSettings(
        waits=dict.fromkeys(Level, timedelta(seconds=90)),
        first_sizes={Level.TALK: 1, Level.STRUGGLING: 4},
        following_size=2,
    )
    circle = [a_candidate(number) for number in range(1, 6)]
    made = plan(Level.TALK, None, circle, NOON, chosen)
    assert numbers(made) == [[1], [2, 3], [4, 5]]
    assert made.waves[0] == Wave(1, (UUID(int=1),), timedelta(seconds=90))
    assert numbers(plan(Level.STRUGGLING, None, circle, NOON, chosen)) == [[1, 2, 3, 4], [5]]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"waits": {Level.TALK: timedelta(minutes=1)}}, "Each level needs a wait above zero"),
        ({"waits": dict.fromkeys(Level, timedelta())}, "Each level needs a wait above zero"),
        (
            {"first_sizes": {Level.TALK: 2}},
            "Talk and struggling, and only they, need the size of a first wave",
        ),
        ({"first_sizes": dict.fromkeys(Level, 2)}, "Talk and struggling, and only they, need the size"),
        ({"first_sizes": {Level.TALK: 0, Level.STRUGGLING: 3}}, "A wave asks at least one person"),
        ({"following_size": 0}, "A wave asks at least one person"),
    ],
)
def test_settings_that_would_ask_nobody_or_never_wait_are_refused(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        WaveSettings(**wrong)


@pytest.mark.parametrize("level", Level)
def test_an_empty_circle_has_no_waves(level: Level) -> None:
    assert planned(level) == Plan((), (), ())


# The order of people who stand alike


def test_who_gives_what_is_wanted_comes_before_who_is_closer() -> None:
    near = a_candidate(1, ring=1, gives=frozenset({Support.EMOTIONAL}))
    far = a_candidate(2, ring=3, gives=frozenset({Support.PRACTICAL, Support.EMOTIONAL}))
    assert numbers(planned(Level.TALK, near, far, wanted=Support.PRACTICAL)) == [[2, 1]]
    assert numbers(planned(Level.TALK, near, far, wanted=Support.EMOTIONAL)) == [[1, 2]]
    assert numbers(planned(Level.TALK, near, far)) == [[1, 2]]


def test_the_nearer_ring_comes_before_who_answers_more() -> None:
    reliable = a_candidate(1, ring=2, asked=9, answered=9)
    assert numbers(planned(Level.TALK, reliable, a_candidate(2, ring=1, asked=9))) == [[2, 1]]


def test_who_answered_more_comes_before_who_carries_less() -> None:
    silent = a_candidate(1, asked=4, answered=1, load=0)
    new = a_candidate(2, load=1)
    reliable = a_candidate(3, asked=4, answered=4, load=2)
    assert numbers(planned(Level.STRUGGLING, silent, new, reliable)) == [[3, 2, 1]]


def test_load_is_weighed_against_what_they_can_carry() -> None:
    strong = a_candidate(1, load=4, weekly_capacity=10)
    weak = a_candidate(2, load=1, weekly_capacity=2)
    no_limit = a_candidate(3, load=3)  # as if it were seven a week
    idle = a_candidate(4, load=0, weekly_capacity=1, last_asked_at=NOON)
    assert numbers(planned(Level.URGENT, weak, no_limit, strong, idle)) == [[4, 1, 3, 2]]


def test_turns_are_taken_and_who_was_never_asked_comes_first() -> None:
    yesterday = a_candidate(1, last_asked_at=NOON - timedelta(days=1))
    last_week = a_candidate(2, last_asked_at=NOON - timedelta(days=7))
    assert numbers(planned(Level.STRUGGLING, yesterday, last_week, a_candidate(3))) == [[3, 2, 1]]


# Who comes later, and who is left out


def test_who_is_over_capacity_waits_for_a_wave_of_their_own() -> None:
    best_but_full = a_candidate(1, asked=9, answered=9, **FULL)
    made = planned(Level.TALK, best_but_full, a_candidate(2, ring=3), a_candidate(3, ring=3, **FULL))
    assert numbers(made) == [[2], [1, 3]]
    assert made.placed == (
        Placed(UUID(int=2), 1, ()),
        Placed(UUID(int=1), 2, (Reason.OVER_CAPACITY,)),
        Placed(UUID(int=3), 2, (Reason.OVER_CAPACITY,)),
    )


def test_when_only_full_people_are_left_they_are_asked_at_once() -> None:
    assert numbers(planned(Level.TALK, a_candidate(1, **FULL))) == [[1]]


def test_a_mixed_stance_comes_after_everybody_who_supports() -> None:
    made = planned(Level.STRUGGLING, a_candidate(1, **MIXED), a_candidate(2, ring=3))
    assert numbers(made) == [[2], [1]]
    assert made.placed[1] == Placed(UUID(int=1), 2, (Reason.MIXED_STANCE,))


def test_the_weightier_reason_puts_people_further_back() -> None:
    made = planned(
        Level.STRUGGLING,
        a_candidate(1, **FULL, **AWAY, **MIXED),
        a_candidate(2, **FULL, **AWAY),
        a_candidate(3, **FULL, **MIXED),
        a_candidate(4, **FULL),
        a_candidate(5, **AWAY, **MIXED),
        a_candidate(6, **AWAY),
        a_candidate(7, **MIXED),
        a_candidate(8),
    )
    assert numbers(made) == [[8], [7], [4], [3], [6], [5], [2], [1]]
    assert made.placed[-1].reasons == (Reason.NOT_REACHABLE, Reason.OVER_CAPACITY, Reason.MIXED_STANCE)


def test_who_undermines_is_never_asked() -> None:
    for level in Level:
        made = planned(level, a_candidate(1, wakes_at=Level.TALK, **UNDERMINES), a_candidate(2))
        assert numbers(made) == [[2]]
        assert made.left_out == (LeftOut(UUID(int=1), Reason.UNDERMINES),)


def test_who_cannot_be_reached_now_is_left_out_later_or_asked_with_all() -> None:
    away, here = a_candidate(1, **AWAY), a_candidate(2, ring=3)
    talk = planned(Level.TALK, away, here)
    assert (numbers(talk), reasons(talk)) == ([[2]], {1: Reason.NOT_REACHABLE})
    assert numbers(planned(Level.STRUGGLING, away, here)) == [[2], [1]]
    urgent = planned(Level.URGENT, away, here)
    assert numbers(urgent) == [[2, 1]]
    assert urgent.placed[1] == Placed(UUID(int=1), 1, (Reason.NOT_REACHABLE,))


def test_who_agreed_to_be_woken_is_asked_in_their_quiet_hours_with_the_first() -> None:
    night = datetime(2026, 5, 13, 1, tzinfo=UTC)
    asleep = a_candidate(1, quiet=(time(22), time(7)))
    wakes = a_candidate(2, quiet=(time(22), time(7)), wakes_at=Level.STRUGGLING)
    assert numbers(planned(Level.STRUGGLING, asleep, wakes, now=night)) == [[2], [1]]
    assert reasons(planned(Level.TALK, asleep, wakes, now=night)) == {
        1: Reason.NOT_REACHABLE,
        2: Reason.NOT_REACHABLE,
    }


def test_hours_are_right_on_the_night_the_clock_goes_back() -> None:
    # Sunday 02:00-03:00 comes twice in Berlin on 25 October 2026, at 00:00 and at 01:00 in UTC.
    owl = a_candidate(1, hours=frozenset({6 * 24 + 2}), zone=BERLIN)
    asked_at = [
        hour for hour in range(4) if planned(Level.TALK, owl, now=datetime(2026, 10, 25, hour, 30, tzinfo=UTC)).waves
    ]
    assert asked_at == [0, 1]


def test_a_breather_is_kept_and_at_urgent_woken_last_and_only_by_agreement() -> None:
    resting = a_candidate(1, **RESTING)
    wakes = a_candidate(2, wakes_at=Level.URGENT, **RESTING)
    others = [a_candidate(3, **AWAY), a_candidate(4, **FULL), a_candidate(5, **MIXED), a_candidate(6)]
    for level in (Level.TALK, Level.STRUGGLING):
        left = reasons(planned(level, resting, wakes))
        assert left == {1: Reason.ON_BREATHER, 2: Reason.ON_BREATHER}
    urgent = planned(Level.URGENT, resting, wakes, *others)
    assert numbers(urgent) == [[6, 5, 4, 3], [2]]
    assert reasons(urgent) == {1: Reason.ON_BREATHER}
    assert numbers(planned(Level.URGENT, resting, wakes)) == [[2]]


def test_agreeing_to_be_woken_when_somebody_struggles_does_not_end_a_breather_then() -> None:
    resting = a_candidate(1, wakes_at=Level.STRUGGLING, **RESTING)
    assert reasons(planned(Level.STRUGGLING, resting)) == {1: Reason.ON_BREATHER}
    assert numbers(planned(Level.URGENT, resting)) == [[1]]


def test_an_ended_breather_is_over() -> None:
    assert numbers(planned(Level.TALK, a_candidate(1, breather_until=NOON))) == [[1]]


# What was agreed


def test_below_the_level_they_agreed_to_nobody_is_asked_and_from_it_on_they_are() -> None:
    bounded = a_candidate(1, from_level=Level.STRUGGLING)
    assert reasons(planned(Level.TALK, bounded)) == {1: Reason.BELOW_LEVEL}
    assert [numbers(planned(level, bounded)) for level in (Level.STRUGGLING, Level.URGENT)] == [[[1]], [[1]]]


@pytest.mark.parametrize("level", Level)
def test_from_the_day_an_agreement_ends_nobody_is_asked_through_it(level: Level) -> None:
    over = a_candidate(1, until=date(2026, 5, 13), wakes_at=Level.TALK)
    made = planned(level, over, a_candidate(2, until=date(2026, 5, 14)))
    assert numbers(made) == [[2]]
    assert reasons(made) == {1: Reason.PAST_UNTIL}


def test_who_was_asked_as_often_as_agreed_is_left_alone_but_for_urgent_after_all_who_do_not_rest() -> None:
    enough = a_candidate(1, **ENOUGH)
    for level in (Level.TALK, Level.STRUGGLING):
        made = planned(level, enough, a_candidate(2, **FULL))
        assert (numbers(made), reasons(made)) == ([[2]], {1: Reason.ASKED_ENOUGH})
    woken = a_candidate(3, wakes_at=Level.URGENT, **RESTING)
    urgent = planned(Level.URGENT, enough, woken, a_candidate(4, **FULL), a_candidate(5, **AWAY), a_candidate(6))
    assert numbers(urgent) == [[6, 4, 5], [1], [3]]
    assert urgent.placed[3] == Placed(UUID(int=1), 2, (Reason.ASKED_ENOUGH,))


# Two ties to one person

SAME: dict[str, Any] = {"supporter_id": UUID(int=77)}


def test_somebody_with_two_ties_is_asked_once_through_the_better() -> None:
    made = planned(Level.URGENT, a_candidate(1, ring=3, **SAME), a_candidate(2, ring=1, **SAME))
    assert numbers(made) == [[2]]
    assert made.left_out == (LeftOut(UUID(int=1), Reason.ANOTHER_TIE),)


def test_a_tie_that_cannot_be_used_leaves_the_other_one() -> None:
    made = planned(Level.TALK, a_candidate(1, **AWAY, **SAME), a_candidate(2, ring=3, **SAME))
    assert numbers(made) == [[2]]
    assert reasons(made) == {1: Reason.NOT_REACHABLE}


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize(
    ("careful", "reason"),
    [
        (UNDERMINES, Reason.UNDERMINES),
        (RESTING, Reason.ON_BREATHER),
        ({"until": date(2026, 5, 13)}, Reason.PAST_UNTIL),
    ],
)
def test_the_most_careful_word_holds_for_all_ties_of_a_person(
    level: Level, careful: dict[str, Any], reason: Reason
) -> None:
    made = planned(level, a_candidate(1, **careful, **SAME), a_candidate(2, **SAME))
    assert made.waves == ()
    assert reasons(made) == {1: reason, 2: reason}


def test_a_limit_set_on_one_tie_holds_for_the_other() -> None:
    twice = [a_candidate(1, **FULL, **SAME), a_candidate(2, **SAME)]
    made = planned(Level.TALK, *twice, a_candidate(3, ring=3))
    assert numbers(made) == [[3], [2]]
    assert made.placed[1].reasons == (Reason.OVER_CAPACITY,)


# A second look when a later wave begins


def begun(
    level: Level, members: tuple[int, ...], later: tuple[int, ...], *candidates: Candidate, now: datetime = NOON
) -> tuple[list[int], list[int]]:
    """Whom a wave of these asks, and whom it puts off, as small numbers."""
    look = look_again(level, candidates, now)
    asked, put_off = look.begin([UUID(int=one) for one in members], [UUID(int=one) for one in later])
    return [one.int for one in asked], [one.int for one in put_off]


def test_who_is_full_by_now_waits_for_somebody_who_can_help_in_this_wave_or_a_later() -> None:
    full, free = a_candidate(1, **FULL), a_candidate(2)
    for level in (Level.TALK, Level.STRUGGLING):
        assert begun(level, (1, 2), (), full, free) == ([2], [1])
        assert begun(level, (1,), (2,), full, free) == ([], [1])
        assert begun(level, (1,), (), full, free) == ([1], [])  # the other has been asked already
        assert begun(level, (1, 2), (), full, a_candidate(2, **FULL)) == ([1, 2], [])


def test_who_is_full_waits_for_a_mixed_stance_and_for_nobody_who_cannot_be_asked() -> None:
    full = a_candidate(1, **FULL)
    assert begun(Level.TALK, (1,), (2,), full, a_candidate(2, **MIXED)) == ([], [1])
    for cannot in (RESTING, ENOUGH, UNDERMINES, AWAY, {"from_level": Level.URGENT}, {"until": date(2026, 5, 13)}):
        assert begun(Level.TALK, (1,), (2,), full, a_candidate(2, **cannot)) == ([1], [])


def test_who_is_full_and_awake_waits_for_nobody_who_may_be_asleep() -> None:
    full, asleep = a_candidate(1, **FULL), a_candidate(2, **AWAY)
    assert begun(Level.STRUGGLING, (1,), (2,), full, asleep) == ([1], [])
    assert begun(Level.STRUGGLING, (1,), (2,), a_candidate(1, **FULL, **AWAY), asleep) == ([], [1])


def test_at_urgent_nobody_is_put_off() -> None:
    assert begun(Level.URGENT, (1, 2), (3,), a_candidate(1, **FULL), a_candidate(2), a_candidate(3)) == ([1, 2], [])


@pytest.mark.parametrize("cannot", [RESTING, ENOUGH, UNDERMINES, AWAY, {"until": date(2026, 5, 13)}])
def test_who_would_not_be_asked_now_is_left_out_and_not_put_off(cannot: dict[str, Any]) -> None:
    assert begun(Level.TALK, (1, 2), (3,), a_candidate(1, **cannot), a_candidate(2), a_candidate(3)) == ([2], [])


def test_who_has_left_the_circle_is_not_looked_for() -> None:
    assert begun(Level.TALK, (1, 2), (3,), a_candidate(2)) == ([2], [])


def test_the_word_on_another_tie_holds_at_a_second_look_too() -> None:
    assert begun(Level.TALK, (1, 3), (), a_candidate(1, **SAME), a_candidate(2, **RESTING, **SAME), a_candidate(3)) == (
        [3],
        [],
    )


def test_a_plan_just_made_is_begun_as_it_is() -> None:
    ids = (UUID(int=2), UUID(int=1))
    assert as_planned(ids).begin(ids, [UUID(int=3)]) == (ids, ())
