"""Which steps could help next: worth, order, and whom they never propose."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.circles.coverage import (
    ALWAYS,
    NEVER,
    Coverage,
    Helper,
    Kind,
    Mask,
    Need,
    Times,
    coverage_of,
    hours_in,
    mask_of,
)
from alongside.circles.next_steps import (
    MOST_SHOWN,
    Known,
    Standing,
    Step,
    StepKind,
    best_of,
    on_their_clock,
    steps_towards,
    worth,
)
from alongside.circles.offers import Support
from alongside.kernel.weekhours import coming_moments, hour_of_week
from tests.circles.candidates import BERLIN, NOON, ZONES

TALK, KEEP, DO = Support.EMOTIONAL, Support.ACCOUNTABILITY, Support.PRACTICAL
NIGHT = mask_of([0, 1, 2, 23])
EVENING = mask_of([19, 20, 21])
NIGHTS = Need("nights", TALK, NIGHT | EVENING)


def known(key: str, standing: Standing = Standing.WITH_YOU, *gives: Support, **facts: object) -> Known:
    """Somebody of a circle who could be there at any hour, and has said so for none."""
    values = {"ring": 2, "hours": NEVER, "could": ALWAYS if standing == Standing.WITH_YOU else NEVER, **facts}
    return Known(key, standing, gives=frozenset(gives or (TALK,)), **values)  # type: ignore[arg-type]  # facts by name


def covered(needs: list[Need], circle: list[Known]) -> Coverage:
    """The coverage that those of a circle who said yes give."""
    with_you = [one for one in circle if one.standing == Standing.WITH_YOU]
    return coverage_of(needs, [_helper(one) for one in with_you])


def _helper(one: Known) -> Helper:
    return Helper(one.key, one.gives, one.hours, others={kind: Times(hours) for kind, hours in one.others.items()})


def shown(needs: list[Need], circle: list[Known], *missing: Kind) -> list[Step]:
    """The steps that are shown for a circle."""
    coverage = covered(needs, circle)
    return best_of(coverage, steps_towards(coverage, circle, missing))


def test_who_gives_it_at_other_hours_is_asked_for_just_the_missing_ones() -> None:
    first = shown([NIGHTS], [known("maple", hours=EVENING)])[0]
    assert (first.kind, first.key, first.hours, first.is_sure) == (StepKind.ASK, "maple", NIGHT, True)


def test_nobody_is_asked_for_hours_in_which_they_are_quiet() -> None:
    steps = shown([NIGHTS], [known("maple", hours=EVENING, could=EVENING)])
    assert StepKind.ASK not in {step.kind for step in steps}


def test_who_gives_something_else_is_asked_to_give_this_in_the_hours_they_gave_already() -> None:
    steps = shown([NIGHTS], [known("linden", Standing.WITH_YOU, DO, hours=EVENING | mask_of([100]))])
    assert [step.hours for step in steps if step.kind == StepKind.ASK] == [EVENING]


def test_an_hour_that_somebody_gives_already_for_that_kind_is_not_asked_for_again() -> None:
    own = {DO: NIGHT}
    night_for_rides = known("maple", Standing.WITH_YOU, TALK, DO, hours=EVENING, others=own)
    ride = Need("ride", DO, NIGHT | mask_of([100]))
    assert [step.hours for step in shown([ride], [night_for_rides]) if step.kind == StepKind.ASK] == [mask_of([100])]
    # What they give for one kind says nothing of another.
    assert [step.hours for step in shown([NIGHTS], [night_for_rides]) if step.kind == StepKind.ASK] == [NIGHT]


def test_a_need_at_no_certain_hours_is_asked_of_who_does_not_give_it() -> None:
    ride = Need("ride", DO)
    first = shown([ride], [known("maple", hours=EVENING)])[0]
    assert (first.kind, first.hours) == (StepKind.ASK, ALWAYS)
    assert shown([ride], [known("maple", Standing.WITH_YOU, DO, hours=EVENING), known("lark", hours=EVENING)]) != []
    # Who can be reached at no hour would meet it with a yes that changes nothing.
    assert StepKind.ASK not in {step.kind for step in shown([ride], [known("maple")])}


def test_what_is_worth_the_same_is_ordered_by_how_light_and_likely_it_is() -> None:
    circle = [
        known("open", Standing.NAMED, could=NEVER, ring=1),
        known("named", Standing.NAMED, ring=3),
        known("invited", Standing.INVITED, ring=3),
    ]
    circle[0] = Known("open", Standing.NAMED, 1, frozenset())
    steps = shown([NIGHTS], circle, Kind.COMMUNITY, Kind.PROFESSIONAL)
    assert [(step.kind, step.key) for step in steps] == [
        (StepKind.HAND_ON, "invited"),
        (StepKind.INVITE, "named"),
        (StepKind.INVITE, "open"),
    ]


def test_with_nobody_to_turn_to_there_are_places_a_professional_and_whoever_can_be_named() -> None:
    assert [step.kind for step in shown([NIGHTS], [], Kind.COMMUNITY, Kind.PROFESSIONAL)] == [
        StepKind.PLACE,
        StepKind.PROFESSIONAL,
        StepKind.NAME,
    ]
    assert [step.kind for step in shown([Need("ride", DO)], [], Kind.COMMUNITY)] == [StepKind.NAME]


def test_three_needs_that_weigh_the_same_come_before_three_ways_to_meet_one() -> None:
    needs = [Need("talk", TALK, EVENING), Need("keep", KEEP, EVENING), Need("ride", DO, EVENING)]
    circle = [known(key, Standing.NAMED, TALK, KEEP, DO) for key in ("a", "b", "c")]
    assert {step.need for step in shown(needs, circle)} == {"talk", "keep", "ride"}


@pytest.mark.parametrize(
    ("need", "step", "expected"),
    [
        # Two hours nobody covers, one of them at night: 2 x 2 + 1; nobody knows whether it helps.
        (Need("n", TALK, mask_of([2, 12]), 1), mask_of([2, 12]), 5),
        (Need("n", TALK, mask_of([2, 12]), 3), mask_of([2, 12]), 15),
        (Need("n", TALK, mask_of([2, 12]), 1), mask_of([12]), 2),
        (Need("n", TALK, EVENING, 1), EVENING, 3),  # one person alone
        (Need("n", DO, None, 1), ALWAYS, 48),
        (Need("n", TALK, None, 1), ALWAYS, 24),
    ],
)
def test_what_a_step_is_worth(need: Need, step: Mask, expected: int) -> None:
    (one,) = coverage_of([need], [Helper("alone", frozenset({TALK}), EVENING)]).needs
    assert worth(Step(StepKind.NAME, "name", "n", step), one) == expected
    assert worth(Step(StepKind.ASK, "maple", "n", step, is_sure=True), one) == 2 * expected


def test_nothing_is_proposed_where_two_cover_every_hour() -> None:
    assert shown([NIGHTS], [known(key, hours=ALWAYS) for key in ("a", "b")], *Kind) == []


MASKS = st.integers(0, ALWAYS) | st.sampled_from((NEVER, ALWAYS, NIGHT, EVENING))
SETS = st.frozensets(st.sampled_from(Support))
OTHERS = st.just({}) | st.dictionaries(st.sampled_from(Support), MASKS)
PEOPLE = st.lists(
    st.tuples(st.sampled_from(Standing), st.integers(1, 3), SETS, MASKS, MASKS, SETS, OTHERS), max_size=7
).map(
    lambda rows: [
        Known(
            f"k{number}",
            standing,
            ring,
            gives,
            hours & could,
            could,
            not_now,
            {kind: mask & could for kind, mask in others.items() if kind in gives},
        )
        for number, (standing, ring, gives, hours, could, not_now, others) in enumerate(rows)
    ]
)
NEEDS = st.lists(
    st.tuples(st.sampled_from(Support), MASKS.filter(bool) | st.none(), st.integers(1, 3)), max_size=5
).map(lambda rows: [Need(f"n{number}", *row) for number, row in enumerate(rows)])
MISSING = st.frozensets(st.sampled_from(Kind))


@given(NEEDS, PEOPLE, MISSING)
def test_no_step_is_for_somebody_left_alone_or_asked_in_vain_and_none_comes_twice(
    needs: list[Need], circle: list[Known], missing: frozenset[Kind]
) -> None:
    by_key = {one.key: one for one in circle}
    support = {need.key: need.support for need in needs}
    steps = shown(needs, circle, *missing)
    assert len(steps) <= MOST_SHOWN
    assert len({step.key for step in steps}) == len(steps)
    for step in steps:
        someone = by_key.get(step.key)
        if someone:
            assert someone.standing != Standing.LEFT_ALONE
            assert step.kind != StepKind.ASK or support[step.need] not in someone.not_now


@given(NEEDS, PEOPLE, MISSING)
def test_a_yes_to_an_ask_leaves_none_of_its_hours_open(
    needs: list[Need], circle: list[Known], missing: frozenset[Kind]
) -> None:
    coverage = covered(needs, circle)
    for step in steps_towards(coverage, circle, missing):
        if step.kind != StepKind.ASK:
            continue
        need = next(one for one in needs if one.key == step.need)
        asked = [_after_yes(one, step, need) if one.key == step.key else one for one in circle]
        after = next(one for one in covered(needs, asked).needs if one.need.key == step.need)
        assert after.gaps & step.hours == NEVER
        assert worth(step, next(one for one in coverage.needs if one.need.key == step.need)) > 0


def _after_yes(one: Known, step: Step, need: Need) -> Known:
    """Somebody after a yes: this kind in the hours asked for, of a need without hours in their usual ones."""
    before = one.hours_for(need.support) if need.support in one.gives else NEVER
    hours = one.hours if need.hours is None else before | step.hours & one.could
    return replace(one, gives=one.gives | {need.support}, others={**one.others, need.support: hours})


@given(NEEDS, PEOPLE, MISSING, st.randoms(use_true_random=False))
def test_the_order_in_which_steps_come_changes_nothing(
    needs: list[Need], circle: list[Known], missing: frozenset[Kind], draw: object
) -> None:
    coverage = covered(needs, circle)
    steps = steps_towards(coverage, circle, missing)
    mixed = list(steps)
    draw.shuffle(mixed)  # type: ignore[attr-defined]  # a random.Random that Hypothesis draws from
    assert best_of(coverage, mixed) == best_of(coverage, steps)


@given(NEEDS, PEOPLE, MISSING)
def test_no_step_that_is_left_out_is_worth_more_than_the_first(
    needs: list[Need], circle: list[Known], missing: frozenset[Kind]
) -> None:
    coverage = covered(needs, circle)
    by_need = {one.need.key: one for one in coverage.needs}
    values = [worth(step, by_need[step.need]) for step in steps_towards(coverage, circle, missing)]
    chosen = best_of(coverage, steps_towards(coverage, circle, missing))
    assert max(values, default=0) == (worth(chosen[0], by_need[chosen[0].need]) if chosen else 0)


def test_a_step_for_a_need_that_is_not_there_is_left_out() -> None:
    coverage = covered([NIGHTS], [])
    assert best_of(coverage, [Step(StepKind.OFFERED, "meeting", "gone", ALWAYS)]) == []


SUMMER_ENDS = datetime(2026, 10, 24, 12, tzinfo=UTC)


@given(
    st.sampled_from((NOON, SUMMER_ENDS, SUMMER_ENDS + timedelta(days=4))), st.sampled_from(ZONES), MASKS.filter(bool)
)
def test_hours_on_their_clock_cover_every_hour_that_is_asked_for(now: datetime, zone: ZoneInfo, asked: Mask) -> None:
    theirs = on_their_clock(hours_in(asked), BERLIN, zone, now)
    moments = coming_moments(BERLIN, now)
    assert {hour_of_week(moments[hour], zone) for hour in hours_in(asked)} <= theirs


def test_where_clocks_strike_together_they_are_the_same_hours_moved() -> None:
    assert on_their_clock([23], BERLIN, ZoneInfo("America/New_York"), NOON) == {17}
    assert on_their_clock([23], BERLIN, ZoneInfo("Asia/Kathmandu"), NOON) == {24 + 2, 24 + 3}
    assert on_their_clock(range(168), BERLIN, ZoneInfo("America/New_York"), NOON) == frozenset(range(168))
