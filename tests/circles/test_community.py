"""The community's sums, against counting one circle, one hour and one person after the other; and what may be told."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.circles import community
from alongside.circles.community import Carrying, Circle, Counts, Sums, add_up, counts_for, needed, shown
from alongside.circles.coverage import ALWAYS, Helper, Need, coverage_of, hours_in, mask_of
from alongside.circles.offers import Support
from alongside.kernel.weekhours import coming_moments, hour_of_week
from tests.circles.candidates import BERLIN, NOON, united

UTC_ZONE = ZoneInfo("UTC")
ZONES = (BERLIN, ZoneInfo("America/New_York"), ZoneInfo("Asia/Kathmandu"))
TALK, KEEP, DO = Support.EMOTIONAL, Support.ACCOUNTABILITY, Support.PRACTICAL
MASKS = st.sets(st.sampled_from(range(168)), max_size=20).map(mask_of) | st.just(ALWAYS)
NEEDS = st.lists(st.builds(Need, st.just("n"), st.sampled_from(Support), MASKS.filter(bool) | st.none()), max_size=4)
HELPERS = st.lists(st.builds(Helper, st.just("h"), st.frozensets(st.sampled_from(Support)), MASKS), max_size=4)
DRAWN = st.tuples(st.sampled_from(ZONES), NEEDS, HELPERS, st.integers(0, 5))
Drawn = tuple[ZoneInfo, list[Need], list[Helper], int]


def a_circle(zone: ZoneInfo, needs: Sequence[Need], helpers: Sequence[Helper], people: int) -> Circle:
    """The facts of a circle."""
    return Circle(zone, united(map(needed, needs)), united(map(community.given, helpers)), people)


def one_by_one(drawn: Sequence[Drawn], zone: ZoneInfo) -> list[int]:
    """The reference: look at each hour of the clock in `zone`, and ask each circle for an open need with hours."""
    circles = [(owners, coverage_of(needs, helpers).needs) for owners, needs, helpers, _ in drawn]
    counts = []
    for moment in coming_moments(zone, NOON):
        open_needs = [
            any(one.need.hours is not None and one.gaps >> hour_of_week(moment, owners) & 1 for one in needs)
            for owners, needs in circles
        ]
        counts.append(sum(open_needs))
    return counts


@settings(max_examples=40)
@given(st.lists(DRAWN, max_size=8), st.sampled_from(ZONES))
def test_the_sums_are_what_counting_one_by_one_gives(drawn: list[Drawn], zone: ZoneInfo) -> None:
    sums = add_up(a_circle(*one) for one in drawn)
    assert list(sums.gaps(zone, NOON)) == one_by_one(drawn, zone)
    assert sums.circles == len(drawn)
    assert sums.few_supporters == sum(people <= 2 for *_, people in drawn)
    for kind in Support:
        wanting = [helpers for _, needs, helpers, _ in drawn if any(need.support == kind for need in needs)]
        assert sums.without(kind) == sum(not any(kind in one.gives and one.hours for one in some) for some in wanting)


def test_a_need_at_no_certain_hours_counts_only_for_a_kind_nobody_gives() -> None:
    sums = add_up([a_circle(BERLIN, [Need("n", DO)], [Helper("h", frozenset({TALK}), ALWAYS)], 1)])
    assert sum(sums.gaps(BERLIN, NOON)) == 0
    assert (sums.without(DO), sums.without(TALK), sums.without(KEEP)) == (1, 0, 0)


def test_a_gap_stands_at_the_hour_of_the_organisers_clock() -> None:
    tuesday_two = mask_of([24 + 2])
    sums = add_up([a_circle(BERLIN, [Need("n", TALK, tuesday_two)], [], 0)])
    assert [hour for hour, count in enumerate(sums.gaps(ZoneInfo("America/New_York"), NOON)) if count] == [20]


def test_many_circles_are_counted_to_the_last() -> None:
    sums = add_up(a_circle(BERLIN, [Need("n", TALK, mask_of(range(number % 3)))], [], 0) for number in range(1000))
    assert sums.gaps(BERLIN, NOON)[:3] == (666, 333, 0)


@pytest.mark.parametrize(
    ("count", "total", "expected"),
    [
        (0, 9, None),
        (9, 9, None),
        (0, 10, 0),
        (4, 10, 0),
        (5, 10, 5),
        (10, 10, 5),
        (4, 40, 0),
        (5, 40, 5),
        (9, 40, 5),
        (35, 40, 35),
        (36, 40, 35),
        (40, 40, 35),
        (39, 44, 35),
    ],
)
def test_neither_a_part_nor_the_rest_is_told_when_it_is_small(count: int, total: int, expected: int | None) -> None:
    assert shown(count, total) == expected


@given(st.integers(0, 300), st.integers(0, 300))
def test_what_is_told_is_true_and_tells_of_nobody(one: int, rest: int) -> None:
    told = shown(one, one + rest)
    if told is None:
        assert one + rest < 10
        return
    assert told % 5 == 0
    assert told <= one
    assert told > 0 or one < 5
    alike = [count for count in range(one + rest + 1) if shown(count, one + rest) == told]
    assert len(alike) >= 5  # at least five counts look the same, so one person more or less rarely shows


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_group_of_fewer_than_five_cannot_be_reckoned_from_what_is_told(one: int, rest: int) -> None:
    """Of a part and the whole, both told: the rest may always be five people or more, or the part is not told."""
    told, total = shown(one, one + rest), community.in_steps(one + rest)
    assert not told or total - told >= 5


def counts_of_alike(people: int, total: int) -> Counts:
    """The counts of a community in which so many have a gap in one hour and nobody stands with anybody."""
    night = [Need("n", TALK, mask_of([2]))]
    circles = [a_circle(UTC_ZONE, night if number < people else [], [], 3) for number in range(total)]
    return counts_for(add_up(circles), Carrying(12, 5), mask_of([2, 3]), zone=UTC_ZONE, now=NOON)


def test_four_are_never_told_and_five_are() -> None:
    four, five = counts_of_alike(4, 20), counts_of_alike(5, 20)
    assert (four.gaps[2], five.gaps[2]) == (0, 5)
    assert (hours_in(four.thinnest), hours_in(five.thinnest)) == ([], [2])
    assert (hours_in(four.to_fill), hours_in(five.to_fill)) == ([], [2])
    assert four.most == 0
    assert (five.circles, five.supporters, five.over_capacity) == (20, 10, 5)


def test_one_person_more_of_four_changes_nothing_that_is_told() -> None:
    assert counts_of_alike(3, 20) == counts_of_alike(4, 20)
    assert counts_of_alike(0, 20) == counts_of_alike(4, 20)
    assert counts_of_alike(16, 20) == counts_of_alike(20, 20)


def test_of_fewer_than_ten_no_part_is_told() -> None:
    nine = counts_of_alike(9, 9)
    assert set(nine.gaps) == {None}
    assert (nine.few_supporters, set(nine.without.values()), nine.most, nine.thinnest) == (None, {None}, None, 0)
    assert nine == counts_of_alike(0, 9)
    assert nine.circles == 5


def test_an_empty_community_has_no_counts() -> None:
    counts = counts_for(Sums(), Carrying(0, 0), ALWAYS, zone=UTC_ZONE, now=NOON)
    assert (counts.circles, counts.supporters, counts.over_capacity, counts.most) == (0, 0, None, None)
