"""What goes together: rank correlation as by its formula, and an interval that seldom finds what is not there."""

from datetime import date, timedelta
from math import sqrt
from random import Random
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.checkins.together import LEAST_DAYS, Pair, interval, pairs_of, ranks, separate_days, spearman

MONDAY = date(2026, 1, 5)
DAY = timedelta(days=1)
ROWS = st.lists(st.tuples(st.integers(0, 10), st.integers(0, 4)), min_size=2, max_size=40)


def days(values: list[int], begin: date = MONDAY) -> dict[date, int]:
    return {begin + number * DAY: value for number, value in enumerate(values)}


def by_formula(one: list[int], other: list[int]) -> float | None:
    """Rank by counting who is lower, and correlate the ranks by the formula of the books."""

    def rank(values: list[int], value: int) -> float:
        return sum(x < value for x in values) + (sum(x == value for x in values) + 1) / 2

    a, b, n = [rank(one, x) for x in one], [rank(other, y) for y in other], len(one)
    top = n * sum(x * y for x, y in zip(a, b, strict=True)) - sum(a) * sum(b)
    below = (n * sum(x * x for x in a) - sum(a) ** 2) * (n * sum(y * y for y in b) - sum(b) ** 2)
    return top / sqrt(below) if below else None


def test_equal_answers_share_the_middle_of_their_ranks() -> None:
    assert ranks([3, 1, 3, 0, 3]) == [4, 2, 4, 1, 4]


def test_the_worked_example_of_the_documentation() -> None:
    sleep, mood = [1, 2, 2, 3, 4], [0, 2, 1, 2, 3]
    assert (ranks(sleep), ranks(mood)) == ([1, 2.5, 2.5, 4, 5], [1, 3.5, 2, 3.5, 5])
    assert spearman(sleep, mood) == pytest.approx(8.75 / 9.5)
    assert interval(0.5, 28, 1.96) == pytest.approx((0.144, 0.742), abs=0.001)


@given(ROWS)
def test_it_is_what_the_formula_says(rows: list[tuple[int, int]]) -> None:
    one, other = [x for x, _ in rows], [y for _, y in rows]
    expected, found = by_formula(one, other), spearman(one, other)
    assert found == (None if expected is None else pytest.approx(expected, abs=1e-9))


@given(ROWS)
def test_it_lies_between_minus_one_and_one_and_is_the_same_both_ways(rows: list[tuple[int, int]]) -> None:
    one, other = [x for x, _ in rows], [y for _, y in rows]
    found = spearman(one, other)
    assert found is None or -1 <= found <= 1
    assert spearman(other, one) == (None if found is None else pytest.approx(found))


@given(ROWS)
def test_only_the_order_of_answers_counts(rows: list[tuple[int, int]]) -> None:
    one, other = [x for x, _ in rows], [y for _, y in rows]
    found = spearman(one, other)
    assert spearman([x**3 + 2 * x for x in one], other) == found
    assert spearman([-x for x in one], other) == (None if found is None else pytest.approx(-found))


@given(st.floats(-1, 1), st.floats(3.5, 365), st.floats(1, 5))
def test_the_interval_holds_what_was_found_and_narrows_with_days(rank: float, separate: float, width: float) -> None:
    low, high = interval(rank, separate, width)
    assert -1 <= low <= high <= 1
    assert low - 0.001 <= rank <= high + 0.001
    narrower = interval(rank, separate + 10, width)
    assert low <= narrower[0] <= narrower[1] <= high


def test_so_few_days_say_nothing_and_answers_that_never_change_are_not_compared() -> None:
    few = days(list(range(LEAST_DAYS - 1)))
    assert pairs_of({"1": few, "2": few}) == []
    enough = days(list(range(LEAST_DAYS)))
    assert pairs_of({"1": enough, "2": days([3] * LEAST_DAYS)}) == []
    assert pairs_of({"1": enough, "2": {}}, after=["2"]) == []


def test_only_days_with_both_answers_count_and_the_night_is_told_of_the_day_after() -> None:
    draw = Random(1)
    craving = [draw.randrange(11) for _ in range(60)]
    sleep = days([10 - value for value in craving], MONDAY + DAY)
    del sleep[MONDAY + 9 * DAY]
    pairs = {(one.one, one.other, one.day_after): one for one in pairs_of({"1": days(craving), "2": sleep}, ["2"])}
    assert set(pairs) == {("1", "2", False), ("1", "2", True)}
    after = pairs["1", "2", True]
    assert (after.days, after.rank) == (59, pytest.approx(-1))
    assert after.stands_out
    assert pairs["1", "2", False].days == 58
    assert not pairs["1", "2", False].stands_out


def test_days_that_echo_each_other_count_for_fewer() -> None:
    month = [MONDAY + number * DAY for number in range(28)]
    assert separate_days(month, [], []) == 28
    assert separate_days(month, [0.5], [0.5]) == pytest.approx(28 / (1 + 2 * 27 / 28 * 0.25))
    assert separate_days(month, [0.5], [-0.5]) == 28
    # Every second day: none has a neighbour.
    assert separate_days(month[::2], [0.5], [0.5]) == 14


def echoing(draw: Random, number: int, echo: float) -> dict[date, int]:
    """Return made-up answers from 0 to 4 of days that are like the day before; one in five is missing."""
    now, found = draw.gauss(0, 1), {}
    for place in range(number):
        now = echo * now + sqrt(1 - echo**2) * draw.gauss(0, 1)
        if draw.random() < 0.8:
            found[MONDAY + place * DAY] = min(4, int(5 * NormalDist().cdf(now)))
    return found


@pytest.mark.parametrize(("number", "echo"), [(35, 0.0), (35, 0.5), (35, 0.8), (91, 0.5), (91, 0.8)])
def test_among_four_parts_that_have_nothing_to_do_with_each_other_something_seldom_stands_out(
    number: int, echo: float
) -> None:
    draw, people = Random(7), 100
    series = [{part: echoing(draw, number, echo) for part in "1234"} for _ in range(people)]
    shown = sum(any(pair.stands_out for pair in pairs_of(one, after=["1"])) for one in series)
    assert shown <= 0.08 * people


def test_more_pairs_ask_for_more_sureness() -> None:
    draw = Random(2)
    series = {str(number): echoing(draw, 60, 0.0) for number in range(8)}
    few, many = (
        {(one.one, one.other): one for one in pairs_of(of)} for of in ({"0": series["0"], "1": series["1"]}, series)
    )
    one, same = few["0", "1"], many["0", "1"]
    assert (one.rank, one.days) == (same.rank, same.days)
    assert same.low < one.low < one.rank < one.high < same.high


def test_it_stands_out_only_where_the_interval_leaves_nothing_out() -> None:
    assert Pair("1", "2", 30, 0.5, 0.01, 0.8).stands_out
    assert Pair("1", "2", 30, -0.5, -0.8, -0.01).stands_out
    assert not Pair("1", "2", 30, 0.3, -0.01, 0.6).stands_out
