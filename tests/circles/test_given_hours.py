"""In which hours one tie gives each kind of support: what a yes changes, and how it is stored."""

from hypothesis import given
from hypothesis import strategies as st

from alongside.circles.given_hours import GivenHours
from alongside.circles.offers import Support
from alongside.circles.week import EVERY_HOUR

TALK, KEEP, DO = Support.EMOTIONAL, Support.ACCOUNTABILITY, Support.PRACTICAL
EVENINGS, MORNINGS, NIGHTS = (frozenset(hours) for hours in ((18, 19), (8, 9), (1, 2)))

HOURS = st.sampled_from((frozenset[int](), EVENINGS, MORNINGS, NIGHTS, EVENINGS | NIGHTS))
GIVES = st.frozensets(st.sampled_from(Support), min_size=1)
GIVEN = st.builds(GivenHours, HOURS, st.dictionaries(st.sampled_from(Support), HOURS))
ASKED = st.none() | HOURS


def test_a_kind_that_was_not_given_has_just_the_hours_asked_for() -> None:
    assert GivenHours(EVENINGS).after_yes([TALK], DO, MORNINGS) == GivenHours(EVENINGS, {DO: MORNINGS})


def test_a_kind_that_was_given_is_widened_and_no_other_is() -> None:
    assert GivenHours(EVENINGS).after_yes([TALK, DO], DO, MORNINGS) == GivenHours(EVENINGS, {DO: EVENINGS | MORNINGS})


def test_what_is_given_alone_is_the_usual_week() -> None:
    assert GivenHours(EVENINGS).after_yes([TALK], TALK, NIGHTS) == GivenHours(EVENINGS | NIGHTS)


def test_the_same_hours_are_not_said_twice_nor_of_what_is_not_given() -> None:
    assert GivenHours(EVENINGS).after_yes([TALK], DO, EVENINGS) == GivenHours(EVENINGS)
    assert GivenHours(EVENINGS, {KEEP: NIGHTS, DO: EVENINGS}).settled([TALK, DO]) == GivenHours(EVENINGS)


def test_when_each_kind_has_its_own_one_of_them_is_the_usual_week() -> None:
    apart = GivenHours(NIGHTS, {TALK: EVENINGS, DO: MORNINGS})
    assert apart.settled([TALK, DO]) == GivenHours(EVENINGS, {DO: MORNINGS})
    # The one that was asked about was the usual one before, and stays it.
    asked = GivenHours(EVENINGS, {TALK: MORNINGS}).after_yes([TALK, DO], DO, NIGHTS)
    assert asked == GivenHours(EVENINGS | NIGHTS, {TALK: MORNINGS})


def test_any_hour_is_not_widened_and_the_whole_week_is_any_hour() -> None:
    assert GivenHours().after_yes([TALK], TALK, NIGHTS) == GivenHours()
    assert GivenHours(EVENINGS).after_yes([TALK], DO, EVERY_HOUR) == GivenHours(EVENINGS, {DO: frozenset()})
    assert GivenHours(EVENINGS).after_yes([TALK], DO, []) == GivenHours(EVENINGS, {DO: frozenset()})


@given(GIVEN, GIVES)
def test_settling_changes_no_hours_of_what_is_given(hours: GivenHours, gives: frozenset[Support]) -> None:
    settled = hours.settled(gives)
    assert {kind: settled.of(kind) for kind in gives} == {kind: hours.of(kind) for kind in gives}
    assert settled.settled(gives) == settled
    assert set(settled.own) < gives
    assert settled.usual not in settled.own.values()


@given(GIVEN, GIVES, st.sampled_from(Support), ASKED)
def test_a_yes_changes_the_hours_of_one_kind_alone_and_takes_none_away(
    hours: GivenHours, gives: frozenset[Support], kind: Support, asked: frozenset[int] | None
) -> None:
    after = hours.after_yes(gives, kind, asked)
    assert {other: after.of(other) for other in gives - {kind}} == {other: hours.of(other) for other in gives - {kind}}
    now, before = after.of(kind) or EVERY_HOUR, (hours.of(kind) or EVERY_HOUR) if kind in gives else frozenset[int]()
    if asked is not None:
        assert now == before | (asked or EVERY_HOUR)
    elif kind in gives:
        assert now == before
    else:
        assert now == (after.usual or EVERY_HOUR)
