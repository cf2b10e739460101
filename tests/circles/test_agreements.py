"""Where what one hopes for and what the other offers do not fit: each rule by example, then for any two."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.circles.agreements import EVERY_HOUR, Field, Mismatch, Terms, hours_on, mismatches, taken_over
from alongside.circles.offers import Level, Support
from tests.circles.candidates import BERLIN, NOON, ZONES

NEW_YORK, KATHMANDU = ZoneInfo("America/New_York"), ZoneInfo("Asia/Kathmandu")
TALK, KEEP, DO = Support.EMOTIONAL, Support.ACCOUNTABILITY, Support.PRACTICAL
EVENING, NIGHT = frozenset({18, 19}), frozenset({1, 2})
# Weeks in which a clock changes: Berlin skips an hour or has it twice, New York skips one.
WEEKS = (
    NOON,
    datetime(2026, 3, 28, 12, tzinfo=UTC),
    datetime(2026, 10, 24, 12, tzinfo=UTC),
    datetime(2026, 3, 7, 12, tzinfo=UTC),
)


def terms(**changes: Any) -> Terms:
    """What somebody expects who has said nothing but that it is about talking."""
    return Terms(**({"gives": frozenset({TALK}), "zone": BERLIN} | changes))


def differ(owner: Terms, supporter: Terms) -> list[Field]:
    """The fields in which the two do not fit."""
    return [one.field for one in mismatches(owner, supporter, NOON)]


MAY, JUNE = date(2026, 5, 30), date(2026, 6, 30)


@pytest.mark.parametrize(
    ("field", "narrow", "wide"),
    [
        (Field.GIVES, frozenset({TALK}), frozenset({TALK, DO})),
        (Field.HOURS, EVENING, EVENING | NIGHT),
        (Field.HOURS, EVENING, frozenset()),
        (Field.CHANNELS, frozenset({"call"}), frozenset({"call", "meet"})),
        (Field.MOST_A_WEEK, 2, 3),
        (Field.MOST_A_WEEK, 2, None),
        (Field.FROM_LEVEL, Level.URGENT, Level.STRUGGLING),
        (Field.FROM_LEVEL, Level.URGENT, None),
        (Field.UNTIL, MAY, JUNE),
        (Field.UNTIL, MAY, None),
    ],
)
def test_a_wider_hope_than_offer_is_a_mismatch_and_a_wider_offer_is_none(field: Field, narrow: Any, wide: Any) -> None:
    small, large = terms(**{field.value: narrow}), terms(**{field.value: wide})
    assert mismatches(large, small, NOON) == (Mismatch(field, wide, narrow),)
    assert mismatches(small, large, NOON) == ()


def test_a_slower_answer_than_hoped_for_is_a_mismatch_and_no_promise_too() -> None:
    hour, day, none = (terms(within=within) for within in (60, 1440, None))
    assert mismatches(hour, day, NOON) == (Mismatch(Field.WITHIN, 60, 1440),)
    assert mismatches(hour, none, NOON) == (Mismatch(Field.WITHIN, 60, None),)
    assert differ(day, hour) == differ(none, hour) == []


def test_whichever_way_to_be_in_touch_fits_every_way() -> None:
    named, open_to_all = terms(channels=frozenset({"call"})), terms()
    assert differ(named, open_to_all) == differ(open_to_all, named) == []
    assert differ(named, terms(channels=frozenset({"meet"}))) == [Field.CHANNELS]


def test_two_days_to_look_again_do_not_fit_whoever_named_the_later_one() -> None:
    may, june = terms(review_on=MAY), terms(review_on=JUNE)
    assert differ(may, june) == differ(june, may) == [Field.REVIEW_ON]
    assert differ(may, terms()) == differ(terms(), may) == []


def test_hours_are_compared_on_one_clock() -> None:
    # 18 and 19 in New York are 0 and 1 of the next day in Berlin.
    assert differ(terms(hours=frozenset({24, 25})), terms(hours=EVENING, zone=NEW_YORK)) == []
    here = terms(hours=EVENING)
    assert mismatches(here, terms(hours=EVENING, zone=NEW_YORK), NOON) == (
        Mismatch(Field.HOURS, frozenset({12, 13}), EVENING),
    )


def test_an_hour_that_the_clock_skips_this_week_is_not_any_hour() -> None:
    # Berlin's Sunday 02:00 does not come on 29 March 2026.
    skipped = terms(hours=frozenset({6 * 24 + 2}))
    found = hours_on(skipped, NEW_YORK, datetime(2026, 3, 28, 12, tzinfo=UTC))
    assert found
    assert found != EVERY_HOUR


def test_words_are_not_compared() -> None:
    assert differ(terms(not_wanted="no advice"), terms(not_wanted="no calls at work")) == []


ANY_TERMS = st.builds(
    Terms,
    gives=st.frozensets(st.sampled_from(Support), min_size=1),
    zone=st.sampled_from(ZONES),
    hours=st.sampled_from((frozenset[int](), EVENING, NIGHT, EVENING | NIGHT, frozenset({146, 167}))),
    channels=st.frozensets(st.sampled_from(("call", "write", "meet", "here"))),
    within=st.sampled_from((None, 15, 60, 1440, 4320)),
    most_a_week=st.sampled_from((None, 1, 2, 7)),
    from_level=st.sampled_from((None, *Level)),
    until=st.sampled_from((None, MAY, JUNE)),
    review_on=st.sampled_from((None, MAY, JUNE)),
    not_wanted=st.sampled_from(("", "no advice")),
)


@given(ANY_TERMS, st.sampled_from(WEEKS))
def test_who_says_the_same_fits(one: Terms, now: datetime) -> None:
    assert mismatches(one, one, now) == ()


@given(ANY_TERMS, ANY_TERMS, st.sampled_from(WEEKS))
def test_the_day_to_look_again_differs_for_both_or_for_none(one: Terms, other: Terms, now: datetime) -> None:
    both = [{found.field for found in mismatches(*pair, now)} for pair in ((one, other), (other, one))]
    assert (Field.REVIEW_ON in both[0]) == (Field.REVIEW_ON in both[1])


@given(ANY_TERMS, ANY_TERMS, st.sampled_from(WEEKS), st.booleans())
def test_taking_over_what_the_other_says_removes_that_mismatch_and_no_other(
    owner: Terms, supporter: Terms, now: datetime, by_owner: bool
) -> None:
    before = mismatches(owner, supporter, now)
    for one in before:
        if by_owner:
            after = mismatches(taken_over(owner, supporter, [one.field], now, keeps_zone=False), supporter, now)
        else:
            after = mismatches(owner, taken_over(supporter, owner, [one.field], now, keeps_zone=True), now)
        assert [left.field for left in after] == [left.field for left in before if left.field is not one.field]


@given(ANY_TERMS, ANY_TERMS, st.sampled_from(WEEKS))
def test_taking_over_everything_leaves_no_mismatch_and_ones_own_words(
    owner: Terms, supporter: Terms, now: datetime
) -> None:
    taken = taken_over(owner, supporter, list(Field), now, keeps_zone=False)
    assert mismatches(taken, supporter, now) == ()
    assert replace(supporter, not_wanted=owner.not_wanted) == taken
    kept = taken_over(supporter, owner, list(Field), now, keeps_zone=True)
    assert mismatches(owner, kept, now) == ()
    assert (kept.zone, kept.not_wanted) == (supporter.zone, supporter.not_wanted)


@given(ANY_TERMS, ANY_TERMS, st.sampled_from(WEEKS))
def test_a_mismatch_says_what_each_says(owner: Terms, supporter: Terms, now: datetime) -> None:
    for one in mismatches(owner, supporter, now):
        assert one.offered == getattr(supporter, one.field.value)
        if one.field is not Field.HOURS:
            assert one.hoped == getattr(owner, one.field.value)


def test_hours_taken_over_stay_on_the_clock_they_hold_on() -> None:
    owner, supporter = terms(hours=NIGHT), terms(hours=EVENING, zone=KATHMANDU)
    by_owner = taken_over(owner, supporter, [Field.HOURS], NOON, keeps_zone=False)
    assert (by_owner.hours, by_owner.zone) == (EVENING, KATHMANDU)
    by_supporter = taken_over(supporter, owner, [Field.HOURS], NOON, keeps_zone=True)
    # 01:00 and 02:00 in Berlin are 04:45 and 05:45 in Kathmandu: 05:00 and 06:00 begin in them.
    assert (by_supporter.hours, by_supporter.zone) == (frozenset({5, 6}), KATHMANDU)
