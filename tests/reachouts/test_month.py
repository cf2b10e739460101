"""A month among made-up people: the plan spares who is full, and spreads what there is to carry."""

import pytest

from bench.month.simulation import Community, Month, Simulation, draw_community

PEOPLE = 150


@pytest.fixture(scope="module")
def community() -> Community:
    """A small community, the same each time."""
    return draw_community(PEOPLE, seed=7)


def month(community: Community, *, with_load: bool) -> Month:
    """Play the month."""
    return Simulation(community, seed=7, with_load=with_load).play()


def test_nobody_is_planned_beyond_their_capacity_while_another_could_be_asked(community: Community) -> None:
    assert month(community, with_load=True).over_when_planned == 0
    assert month(community, with_load=False).over_when_planned > 50  # what the simulation would have seen


def test_nobody_is_asked_who_is_full_when_their_wave_begins_while_another_could_be(community: Community) -> None:
    assert month(community, with_load=True).over_when_asked == 0
    assert month(community, with_load=False).over_when_asked > 20


def test_the_largest_share_that_anybody_carries_falls_and_more_people_help(community: Community) -> None:
    with_load, without = month(community, with_load=True), month(community, with_load=False)
    assert with_load.share_of_most(1) < without.share_of_most(1)
    assert with_load.share_of_most(PEOPLE // 10) < without.share_of_most(PEOPLE // 10)
    assert len(with_load.answered) > len(without.answered)


def test_sparing_people_leaves_nobody_without_an_answer_who_had_one(community: Community) -> None:
    with_load, without = month(community, with_load=True), month(community, with_load=False)
    assert abs(with_load.unanswered - without.unanswered) <= len(community.reach_outs) // 100


def test_the_same_seed_plays_the_same_month(community: Community) -> None:
    assert month(community, with_load=True) == month(community, with_load=True)
