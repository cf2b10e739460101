"""What is missing in a circle, and the one next step for it."""

from hypothesis import given
from hypothesis import strategies as st

from alongside.circles.gaps import Gap, Member, Need, Standing, Step, gaps_of
from alongside.circles.offers import Support

EMOTIONAL, ACCOUNTABILITY, PRACTICAL = Support
WITH_YOU, ASKED, NAMED, NOT_ASKED = Standing
ALL = frozenset(Support)
MEMBERS = st.lists(
    st.builds(
        Member,
        st.uuids().map(str),
        st.integers(1, 3),
        st.frozensets(st.sampled_from(Support)),
        st.sampled_from(Standing),
    ),
    max_size=6,
)
NEEDS = st.lists(st.builds(Need, st.sampled_from(Support), st.just("made up")), max_size=4)


def member(key: str, ring: int, standing: Standing, *gives: Support) -> Member:
    return Member(key, ring, frozenset(gives), standing)


def test_an_empty_circle_has_one_open_place_next_to_its_owner() -> None:
    assert gaps_of([]) == (Gap(None, 1, Step.NAME),)
    assert gaps_of([], [Need(PRACTICAL, "a ride")]) == (Gap(None, 1, Step.NAME),)


def test_a_circle_that_gives_everything_from_near_and_far_has_no_gap() -> None:
    assert gaps_of([Member("a", ring, ALL, WITH_YOU) for ring in (1, 2, 3)]) == ()


def test_somebody_to_be_named_takes_the_place_of_an_empty_ring() -> None:
    assert gaps_of([member("sam", 1, WITH_YOU, EMOTIONAL)]) == (
        Gap(ACCOUNTABILITY, 2, Step.NAME),
        Gap(PRACTICAL, 3, Step.NAME),
    )
    assert gaps_of([Member("sam", 2, ALL, WITH_YOU)]) == (Gap(None, 1, Step.NAME), Gap(None, 3, Step.NAME))


def test_who_was_named_for_it_is_the_next_to_invite_the_nearest_first() -> None:
    circle = [
        member("far", 3, NAMED, PRACTICAL),
        member("asked", 1, ASKED, PRACTICAL),
        member("near", 2, NAMED, PRACTICAL),
        member("sam", 1, WITH_YOU, EMOTIONAL, ACCOUNTABILITY),
    ]
    assert gaps_of(circle) == (Gap(PRACTICAL, None, Step.INVITE, "near"),)


def test_who_was_asked_already_is_asked_again_with_the_same_link() -> None:
    circle = [Member("sam", 1, ALL, ASKED), Member("lee", 2, ALL, NOT_ASKED), Member("kim", 3, ALL, NOT_ASKED)]
    assert gaps_of(circle) == tuple(Gap(kind, None, Step.HAND_ON, "sam") for kind in Support)


def test_who_is_nobody_to_ask_is_proposed_for_nothing_and_fills_no_need() -> None:
    circle = [Member("group", ring, ALL, NOT_ASKED) for ring in (1, 2, 3)]
    assert gaps_of(circle) == tuple(Gap(kind, None, Step.NAME) for kind in Support)


def test_needs_are_what_counts_once_they_are_said_in_the_owners_words() -> None:
    circle = [member("sam", ring, WITH_YOU, EMOTIONAL) for ring in (1, 2, 3)]
    needs = [
        Need(PRACTICAL, "a ride on Tuesdays"),
        Need(EMOTIONAL, "somebody who listens"),
        Need(PRACTICAL, "a meal now and then"),
    ]
    assert gaps_of(circle, needs) == (
        Gap(PRACTICAL, None, Step.NAME, words=("a ride on Tuesdays", "a meal now and then")),
    )


def test_a_need_with_hours_nobody_covers_opens_a_place_though_somebody_gives_that_kind() -> None:
    circle = [Member("sam", ring, ALL, WITH_YOU) for ring in (1, 2, 3)]
    needs = [
        Need(EMOTIONAL, "at night", is_covered=False),
        Need(EMOTIONAL, "by day"),
        Need(PRACTICAL, "a ride"),
    ]
    assert gaps_of(circle, needs) == (Gap(EMOTIONAL, None, Step.NAME, words=("at night",)),)
    assert gaps_of([*circle, member("kim", 2, NAMED, EMOTIONAL)], needs)[0].step == Step.INVITE
    assert gaps_of(circle, needs[1:]) == ()


@given(MEMBERS, NEEDS)
def test_a_gap_is_always_one_that_nobody_with_you_fills(members: list[Member], needs: list[Need]) -> None:
    given_now = {kind for one in members if one.standing == WITH_YOU for kind in one.gives}
    by_key = {one.key: one for one in members}
    for gap in gaps_of(members, needs):
        assert gap.support not in given_now
        assert all(one.ring != gap.ring for one in members)
        assert gap.support is not None or gap.ring is not None
        if gap.key is None:
            assert gap.step == Step.NAME
        else:
            assert gap.support in by_key[gap.key].gives
            assert by_key[gap.key].standing == {Step.INVITE: NAMED, Step.HAND_ON: ASKED}[gap.step]


@given(MEMBERS.filter(bool), NEEDS)
def test_every_unmet_need_and_every_empty_ring_is_told_once(members: list[Member], needs: list[Need]) -> None:
    gaps = gaps_of(members, needs)
    given_now = {kind for one in members if one.standing == WITH_YOU for kind in one.gives}
    wanted = {need.support for need in needs} or set(Support)
    assert sorted(gap.support for gap in gaps if gap.support) == sorted(wanted - given_now)
    assert sorted(gap.ring for gap in gaps if gap.ring) == sorted({1, 2, 3} - {one.ring for one in members})
