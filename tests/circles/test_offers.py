"""What a candidate offers: when they can be asked, what they carry, how they answered."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.circles.offers import Candidate, Level, Relation, Stance, Support
from tests.circles.candidates import NOON, a_candidate, circles

WEDNESDAY_14 = 2 * 24 + 14
NIGHT = datetime(2026, 5, 13, 1, tzinfo=UTC)  # 03:00 in Berlin


def test_the_words_are_those_of_the_vocabulary() -> None:
    assert list(Level) == ["talk", "struggling", "urgent"]
    assert list(Support) == ["emotional", "accountability", "practical"]
    assert list(Stance) == ["supports", "mixed", "undermines"]
    assert list(Relation) == ["peer", "family", "friend", "professional", "group", "online"]


def test_levels_are_compared_by_weight_and_not_by_spelling() -> None:
    heavier = {(one, two) for one in Level for two in Level if one.at_least(two)}
    assert heavier == {
        (Level.TALK, Level.TALK),
        (Level.STRUGGLING, Level.TALK),
        (Level.STRUGGLING, Level.STRUGGLING),
        (Level.URGENT, Level.TALK),
        (Level.URGENT, Level.STRUGGLING),
        (Level.URGENT, Level.URGENT),
    }


def test_a_breather_lasts_up_to_its_end() -> None:
    resting = a_candidate(breather_until=NOON)
    assert resting.is_resting(NOON - timedelta(seconds=1))
    assert not resting.is_resting(NOON)
    assert not a_candidate(breather_until=None).is_resting(NOON)


def test_without_hours_any_hour_is_fine() -> None:
    assert a_candidate(hours=frozenset()).is_reachable(NIGHT, Level.TALK)


def test_hours_are_those_of_their_own_clock() -> None:
    afternoon = a_candidate(hours=frozenset({WEDNESDAY_14}))
    assert afternoon.is_reachable(NOON, Level.TALK)
    assert not afternoon.is_reachable(NOON - timedelta(seconds=1), Level.TALK)
    assert not afternoon.is_reachable(NOON + timedelta(hours=1), Level.URGENT)


def test_quiet_hours_count_inside_their_hours() -> None:
    sleeper = a_candidate(quiet=(time(22), time(7)))
    assert sleeper.is_reachable(NOON, Level.TALK)
    assert not sleeper.is_reachable(NIGHT, Level.TALK)
    assert sleeper.is_reachable(datetime(2026, 5, 13, 5, tzinfo=UTC), Level.TALK)


@pytest.mark.parametrize(
    ("wakes_at", "reachable"),
    [
        (None, []),
        (Level.URGENT, [Level.URGENT]),
        (Level.STRUGGLING, [Level.STRUGGLING, Level.URGENT]),
        (Level.TALK, [Level.TALK, Level.STRUGGLING, Level.URGENT]),
    ],
)
@pytest.mark.parametrize("why", [{"quiet": (time(22), time(7))}, {"hours": frozenset({WEDNESDAY_14})}])
def test_who_agreed_is_reachable_at_night_from_their_level_on(
    wakes_at: Level | None, reachable: list[Level], why: dict[str, Any]
) -> None:
    sleeper = a_candidate(wakes_at=wakes_at, **why)
    assert [level for level in Level if sleeper.is_reachable(NIGHT, level)] == reachable
    assert [level for level in Level if sleeper.may_be_woken(level)] == reachable


@pytest.mark.parametrize(
    ("capacity", "load", "over", "share"),
    [
        (3, 2, False, 2 / 3),
        (3, 3, True, 1.0),
        (3, 6, True, 2.0),
        (0, 0, True, 0.0),
        (0, 2, True, 2.0),
        (None, 7, False, 1.0),
        (None, 70, False, 10.0),
    ],
)
def test_capacity_is_reached_when_one_more_would_be_too_many(
    capacity: int | None, load: int, over: bool, share: float
) -> None:
    carrier = a_candidate(weekly_capacity=capacity, load=load)
    assert carrier.is_over_capacity is over
    assert carrier.load_share == share


@pytest.mark.parametrize(
    ("from_level", "asked"),
    [(None, list(Level)), (Level.TALK, list(Level)), (Level.STRUGGLING, list(Level)[1:]), (Level.URGENT, ["urgent"])],
)
def test_a_boundary_leaves_lighter_levels_out(from_level: Level | None, asked: list[Level]) -> None:
    assert [level for level in Level if a_candidate(from_level=from_level).is_asked_from(level)] == asked


def test_what_was_agreed_until_a_day_is_over_as_that_day_begins_on_their_own_clock() -> None:
    bounded = a_candidate(until=date(2026, 5, 14))
    midnight = datetime(2026, 5, 13, 22, tzinfo=UTC)  # in Berlin
    assert not bounded.is_over_at(midnight - timedelta(seconds=1))
    assert bounded.is_over_at(midnight)
    assert not a_candidate().is_over_at(midnight)


@pytest.mark.parametrize(("most", "lately", "enough"), [(None, 9, False), (2, 1, False), (2, 2, True), (1, 3, True)])
def test_asked_as_often_as_agreed_is_enough(most: int | None, lately: int, enough: bool) -> None:
    assert a_candidate(most_a_week=most, asked_lately=lately).was_asked_enough is enough


@pytest.mark.parametrize(
    ("asked", "answered", "rate"), [(0, 0, 0.5), (1, 1, 2 / 3), (1, 0, 1 / 3), (8, 8, 0.9), (8, 4, 0.5)]
)
def test_the_answer_rate_moves_slowly_from_one_half(asked: int, answered: int, rate: float) -> None:
    assert a_candidate(asked=asked, answered=answered).answer_rate == rate


@given(circle=circles(), level=st.sampled_from(Level))
def test_a_heavier_level_never_makes_somebody_harder_to_reach(circle: list[Candidate], level: Level) -> None:
    for one in circle:
        if one.is_reachable(NOON, level):
            assert all(one.is_reachable(NOON, heavier) for heavier in Level if heavier.at_least(level))
