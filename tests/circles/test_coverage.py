"""Coverage, worked by hand and against a reference that goes through a week one hour and one person at a time."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.circles.coverage import (
    ALWAYS,
    Coverage,
    Helper,
    Kind,
    Need,
    Times,
    counts_of,
    coverage_of,
    helper_of,
    hours_in,
    mask_of,
    missing_kinds,
)
from alongside.circles.offers import Candidate, Level, Relation, Stance, Support
from alongside.kernel.weekhours import coming_moments, in_window
from tests.circles.candidates import BERLIN, NOON, a_candidate, circles

NIGHT = mask_of(day * 24 + hour for day in range(7) for hour in (23, 0, 1, 2, 3, 4, 5, 6))
NEW_YORK = ZoneInfo("America/New_York")
TALK, KEEP, DO = Support.EMOTIONAL, Support.ACCOUNTABILITY, Support.PRACTICAL

# Weeks in which a clock changes: Berlin forwards and back, New York forwards, Lord Howe by half an hour, and Apia's
# zone skips none any more but stands on the other side of the date line.
WEEKS = (
    NOON,
    datetime(2026, 3, 27, 17, 40, tzinfo=UTC),
    datetime(2026, 10, 24, 22, 59, 59, tzinfo=UTC),
    datetime(2026, 3, 7, 23, 30, tzinfo=UTC),
    datetime(2026, 4, 3, 3, 15, tzinfo=UTC),
)
ZONES = tuple(
    map(ZoneInfo, ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"))
)


def helper(key: str, hours: int = ALWAYS, *gives: Support) -> Helper:
    """Somebody who can answer in these hours."""
    return Helper(key, frozenset(gives or {TALK}), hours)


def only(need: Need, *helpers: Helper) -> Coverage:
    """The coverage of one need."""
    return coverage_of([need], helpers)


def test_an_hour_nobody_covers_is_a_gap_and_one_that_one_person_covers_a_single_point_of_failure() -> None:
    found = only(Need("n", TALK, mask_of([1, 2, 3])), helper("a", mask_of([2, 3, 4])), helper("b", mask_of([3])))
    (need,) = found.needs
    assert hours_in(need.gaps) == [1]
    assert hours_in(need.singles) == [2]
    assert {key: hours_in(mask) for key, mask in need.alone.items()} == {"a": [2]}
    assert need.counts[:6] == (0, 0, 1, 2, 1, 0)
    assert not need.is_met


def test_who_gives_something_else_covers_nothing() -> None:
    found = only(Need("n", TALK, mask_of([1])), helper("a", ALWAYS, KEEP, DO))
    assert hours_in(found.needs[0].gaps) == [1]


def test_a_need_at_no_certain_hours_is_met_by_one_hour_of_one_person() -> None:
    assert only(Need("n", DO), helper("a", mask_of([9]), DO)).needs[0].is_met
    assert only(Need("n", DO), helper("a", 0, DO)).needs[0].gaps == ALWAYS
    one, two = helper("a", mask_of([9]), DO), helper("b", mask_of([9]), DO)
    assert dict(only(Need("n", DO), one).needs[0].alone) == {"a": ALWAYS}
    assert dict(only(Need("n", DO), one, two).needs[0].alone) == {}


def test_what_is_covered_is_counted_by_weight() -> None:
    half = Need("half", TALK, mask_of([1, 2]), weight=3)
    none = Need("none", DO, weight=1)
    assert coverage_of([half, none], [helper("a", mask_of([1]))]).share == pytest.approx(0.375)
    assert coverage_of([], [helper("a")]).share is None


def test_one_person_carries_everything_when_whatever_is_covered_is_covered_by_them_alone() -> None:
    needs = [Need("night", TALK, NIGHT), Need("ride", DO)]
    assert coverage_of(needs, [helper("a", NIGHT)]).carries_everything == "a"
    assert coverage_of(needs, [helper("a", NIGHT), helper("b", mask_of([0]))]).carries_everything is None
    assert coverage_of(needs, [helper("a", NIGHT), helper("b", ALWAYS, DO)]).carries_everything is None
    assert coverage_of(needs, []).carries_everything is None


def test_a_gap_in_which_somebody_would_be_woken_if_it_were_urgent_says_so() -> None:
    woken = Helper("a", frozenset({TALK}), mask_of([20]), when_urgent=NIGHT)
    (need,) = only(Need("n", TALK, NIGHT), woken).needs
    assert need.gaps == NIGHT
    assert need.woken == NIGHT


MASKS = st.integers(0, ALWAYS) | st.sampled_from((0, ALWAYS, NIGHT, mask_of([0, 167])))
OTHERS = st.dictionaries(st.sampled_from(Support), MASKS)
GiverOf = tuple[frozenset[Support], int, dict[Support, int]]
HELPERS = st.lists(st.tuples(st.frozensets(st.sampled_from(Support)), MASKS, st.just({}) | OTHERS))
NEEDS = st.lists(st.tuples(st.sampled_from(Support), MASKS.filter(bool) | st.none(), st.integers(1, 3)), max_size=6)


def a_circle(needs: list[tuple[Support, int | None, int]], helpers: list[GiverOf]) -> Coverage:
    """A drawn circle's coverage."""
    wanted = [Need(f"n{number}", *one) for number, one in enumerate(needs)]
    return coverage_of(wanted, [a_helper(f"h{number}", *one) for number, one in enumerate(helpers)])


def a_helper(key: str, gives: frozenset[Support], hours: int, others: dict[Support, int]) -> Helper:
    """Somebody who gives some kinds of support at other hours than usual."""
    return Helper(key, gives, hours, others={kind: Times(mask) for kind, mask in others.items()})


def _own(helper: Helper, kind: Support) -> int:
    return helper.others[kind].hours if kind in helper.others else helper.hours


@given(NEEDS, HELPERS)
def test_it_is_what_asking_everybody_about_every_hour_gives(
    needs: list[tuple[Support, int | None, int]], helpers: list[GiverOf]
) -> None:
    found = a_circle(needs, helpers)
    for one in found.needs:
        able = [
            [h.key for h in found.helpers if one.need.support in h.gives and _own(h, one.need.support) >> hour & 1]
            for hour in range(168)
        ]
        assert list(one.counts) == [len(keys) for keys in able]
        if one.need.hours is None:
            people = {key for keys in able for key in keys}
            assert (one.gaps, one.singles) == (0 if people else ALWAYS, ALWAYS if len(people) == 1 else 0)
            assert dict(one.alone) == (dict.fromkeys(people, ALWAYS) if len(people) == 1 else {})
            continue
        wanted = hours_in(one.need.hours)
        assert hours_in(one.gaps) == [hour for hour in wanted if not able[hour]]
        assert hours_in(one.singles) == [hour for hour in wanted if len(able[hour]) == 1]
        for key, mask in one.alone.items():
            assert hours_in(mask) == [hour for hour in wanted if able[hour] == [key]]
        assert sum(mask.bit_count() for mask in one.alone.values()) == one.singles.bit_count()


@given(NEEDS, HELPERS)
def test_what_breaks_without_somebody_is_what_reckoning_without_them_finds(
    needs: list[tuple[Support, int | None, int]], helpers: list[GiverOf]
) -> None:
    found = a_circle(needs, helpers)
    for helper in found.helpers:
        anew = {one.need.key: one.gaps for one in found.without(helper.key).needs}
        broken = found.breaks_without(helper.key)
        assert anew == {one.need.key: one.gaps | broken.get(one.need.key, 0) for one in found.needs}


@given(st.lists(MASKS))
def test_counts_are_sums(masks: list[int]) -> None:
    assert list(counts_of(masks)) == [sum(mask >> hour & 1 for mask in masks) for hour in range(168)]


def could_answer(one: Candidate, kind: Support, level: Level, at: datetime, now: datetime) -> bool:
    """The reference: whether somebody could be asked for this at this moment, in the plainest words of the model."""
    if one.stance is Stance.UNDERMINES:
        return False
    for limit, so_far in ((one.weekly_capacity, one.load), (one.most_a_week, one.asked_lately)):
        if limit is not None and so_far >= limit:
            return False
    if one.breather_until is not None and max(at, now) < one.breather_until:
        return False
    if one.until is not None and at.astimezone(one.zone).date() >= one.until:
        return False
    if one.from_level is not None and list(Level).index(level) < list(Level).index(one.from_level):
        return False
    return is_awake(one, kind, level, at)


def is_awake(one: Candidate, kind: Support, level: Level, at: datetime) -> bool:
    """The reference: whether it is within their hours for this and not in their quiet ones, or they may be woken."""
    if one.wakes_at is not None and list(Level).index(level) >= list(Level).index(one.wakes_at):
        return True
    if one.quiet is not None and in_window(*one.quiet, at, one.zone):
        return False
    hours = one.hours_by_support.get(kind, one.hours)
    local = at.astimezone(one.zone)
    return not hours or local.weekday() * 24 + local.hour in hours


def next_time(hour: int, zone: ZoneInfo, now: datetime) -> datetime:
    """The reference: look at every quarter of an hour from now on until the clock of the zone shows this hour."""
    at = now.replace(minute=now.minute - now.minute % 15, second=0, microsecond=0)
    for _ in range(9 * 24 * 4):
        local = at.astimezone(zone)
        if local.weekday() * 24 + local.hour == hour:
            return max(at, now)
        at += timedelta(minutes=15)
    raise AssertionError(f"{hour} did not come")


@given(st.sampled_from(WEEKS), st.sampled_from(ZONES), st.sampled_from(range(168)))
def test_an_hour_stands_for_the_next_time_the_clock_shows_it(now: datetime, zone: ZoneInfo, hour: int) -> None:
    at = coming_moments(zone, now)[hour]
    local = at.astimezone(zone)
    if local.weekday() * 24 + local.hour == hour:
        assert at == next_time(hour, zone, now)
    else:  # the clock skips it: the moment of the skip, after which it shows a later hour
        before = (at - timedelta(seconds=1)).astimezone(zone)
        assert (before.weekday() * 24 + before.hour - hour) % 168 in (167, 0)
        assert local.utcoffset() != before.utcoffset()


@given(circles(6), st.sampled_from(WEEKS), st.sampled_from(ZONES))
def test_whoever_could_answer_does_so_in_exactly_the_hours_of_the_reference(
    circle: list[Candidate], now: datetime, zone: ZoneInfo
) -> None:
    moments = coming_moments(zone, now)
    for one, kind in product(circle, Support):
        helper = helper_of(one, zone, now)
        hours = [hour for hour in range(168) if could_answer(one, kind, Level.STRUGGLING, moments[hour], now)]
        urgent = [hour for hour in range(168) if could_answer(one, kind, Level.URGENT, moments[hour], now)]
        assert (hours_in(helper.hours_for(kind)) if helper else []) == hours
        assert (hours_in(helper.hours_for(kind) | helper.urgent_for(kind)) if helper else []) == urgent


@given(circles(4), st.sampled_from(WEEKS), st.sampled_from(ZONES), st.sampled_from(Support))
def test_a_gap_is_an_hour_in_which_nobody_who_gives_this_could_answer(
    circle: list[Candidate], now: datetime, zone: ZoneInfo, kind: Support
) -> None:
    moments = coming_moments(zone, now)
    helpers = [found for one in circle if (found := helper_of(one, zone, now))]
    (need,) = coverage_of([Need("n", kind, ALWAYS)], helpers).needs
    able = [
        sum(kind in one.gives and could_answer(one, kind, Level.STRUGGLING, moments[hour], now) for one in circle)
        for hour in range(168)
    ]
    assert list(need.counts) == able
    assert hours_in(need.gaps) == [hour for hour in range(168) if not able[hour]]


@given(circles(4), st.sampled_from(Level))
def test_a_reach_out_goes_by_the_hours_for_talking(circle: list[Candidate], level: Level) -> None:
    for one in circle:
        usual = replace(one, hours=one.hours_for(TALK), hours_by_support={})
        assert one.is_reachable(NOON, level) == usual.is_reachable(NOON, level)


def test_each_kind_has_its_hours_on_the_owners_clock() -> None:
    own = {DO: frozenset({18, 19})}
    helper = helper_of(a_candidate(hours=frozenset({8}), hours_by_support=own, zone=NEW_YORK), BERLIN, NOON)
    assert helper is not None
    assert {kind: hours_in(helper.hours_for(kind)) for kind in Support} == {TALK: [14], KEEP: [14], DO: [24, 25]}
    assert hours_in(replace(helper, gives=frozenset({TALK, DO})).hours_for_any) == [14, 24, 25]
    assert hours_in(helper.hours_for_any) == [14]


def test_hours_are_told_on_the_owners_clock() -> None:
    evenings = a_candidate(hours=frozenset({18, 19}), zone=ZoneInfo("America/New_York"))
    helper = helper_of(evenings, BERLIN, NOON)
    assert helper is not None
    assert hours_in(helper.hours) == [24, 25]  # Monday evening there is Tuesday's first two hours here


def test_a_clock_change_on_one_side_moves_what_comes_after_it() -> None:
    # New York changes on 8 March 2026, Berlin three weeks later: from then on it is five hours, not six.
    evenings = a_candidate(hours=frozenset({18, 24 * 6 + 18}), zone=ZoneInfo("America/New_York"))
    helper = helper_of(evenings, BERLIN, datetime(2026, 3, 4, 12, tzinfo=UTC))
    assert helper is not None
    assert hours_in(helper.hours) == [23, 24 * 6 + 23]


def test_a_breather_ends_in_the_middle_of_the_week() -> None:
    friday = datetime(2026, 5, 14, 22, tzinfo=UTC)  # midnight in Berlin
    helper = helper_of(a_candidate(breather_until=friday), BERLIN, NOON)
    assert helper is not None
    wednesday_to_thursday = set(range(62, 96))
    assert set(hours_in(helper.hours)) == set(range(168)) - wednesday_to_thursday


def test_quiet_hours_are_left_out_unless_they_may_be_woken() -> None:
    quiet = (time(22), time(7))
    asleep = helper_of(a_candidate(quiet=quiet), BERLIN, NOON)
    awake = helper_of(a_candidate(quiet=quiet, wakes_at=Level.STRUGGLING), BERLIN, NOON)
    assert asleep is not None
    assert {hour % 24 for hour in hours_in(asleep.hours)} == set(range(7, 22))
    assert awake is not None
    assert awake.hours == ALWAYS


def test_what_was_agreed_until_a_day_ends_as_that_day_begins_on_their_clock() -> None:
    kathmandu = ZoneInfo("Asia/Kathmandu")
    helper = helper_of(a_candidate(until=date(2026, 5, 15), zone=kathmandu), BERLIN, NOON)
    assert helper is not None
    # Friday there begins at 20:15 of Thursday in Berlin; the hour that has begun by then is still theirs.
    assert hours_in(helper.hours) == list(range(62, 93))


def test_who_agreed_to_urgent_alone_counts_only_then_and_in_their_hours() -> None:
    helper = helper_of(a_candidate(from_level=Level.URGENT, hours=frozenset({18, 19})), BERLIN, NOON)
    assert helper is not None
    assert (helper.hours, hours_in(helper.when_urgent)) == (0, [18, 19])


def test_who_agreed_to_struggling_counts_as_ever() -> None:
    struggling, any_level = (
        helper_of(a_candidate(from_level=level), BERLIN, NOON) for level in (Level.STRUGGLING, None)
    )
    assert struggling == any_level


@pytest.mark.parametrize(
    "changes",
    [
        {"stance": Stance.UNDERMINES},
        {"weekly_capacity": 2, "load": 2},
        {"most_a_week": 1, "asked_lately": 1},
        {"until": date(2026, 5, 13)},
    ],
)
def test_who_makes_it_harder_or_is_full_is_nobody_to_count_on(changes: dict[str, object]) -> None:
    helper = helper_of(a_candidate(**changes), BERLIN, NOON)
    assert helper is None or helper.hours == helper.when_urgent == 0


def test_the_kinds_of_people_that_are_missing_are_named() -> None:
    assert missing_kinds([Relation.FRIEND, Relation.ONLINE]) == (Kind.PEER, Kind.PROFESSIONAL)
    assert missing_kinds(list(Relation)) == ()
    assert missing_kinds([]) == tuple(Kind)
