"""Who is asked, in which wave, and why: what holds for any circle."""

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from alongside.circles.offers import Candidate, Level, Stance, Support
from alongside.reachouts.waves import Plan, Reason, WaveSettings, look_again, plan
from tests.circles.candidates import NOON, circles

SETTINGS = WaveSettings()

levels = st.sampled_from(Level)
supports = st.none() | st.sampled_from(Support)


def of_plan(made: Plan, candidates: Sequence[Candidate]) -> list[tuple[int, Candidate]]:
    """Each asked candidate with the number of the wave, in order."""
    by_tie = {one.tie_id: one for one in candidates}
    return [(wave.number, by_tie[tie_id]) for wave in made.waves for tie_id in wave.members]


def is_alone(one: Candidate, circle: Sequence[Candidate]) -> bool:
    """Whether this is the only tie to its supporter, so that no other tie has a say."""
    return sum(other.supporter_id == one.supporter_id for other in circle) == 1


@given(circle=circles(), level=levels, wanted=supports)
def test_every_tie_is_asked_once_or_left_out_with_a_reason(
    circle: list[Candidate], level: Level, wanted: Support | None
) -> None:
    made = plan(level, wanted, circle, NOON, SETTINGS)
    asked = [tie_id for wave in made.waves for tie_id in wave.members]
    left = [left.tie_id for left in made.left_out]
    assert sorted(asked + left) == sorted(one.tie_id for one in circle)
    assert [(placed.wave, placed.tie_id) for placed in made.placed] == [
        (wave.number, tie_id) for wave in made.waves for tie_id in wave.members
    ]


@given(circle=circles(), level=levels, wanted=supports)
def test_nobody_is_asked_twice(circle: list[Candidate], level: Level, wanted: Support | None) -> None:
    asked = [one.supporter_id for _, one in of_plan(plan(level, wanted, circle, NOON, SETTINGS), circle)]
    assert len(asked) == len(set(asked))


@given(circle=circles(), level=levels, wanted=supports, data=st.data())
def test_the_order_of_the_input_changes_nothing(
    circle: list[Candidate], level: Level, wanted: Support | None, data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(circle))
    assert plan(level, wanted, shuffled, NOON, SETTINGS) == plan(level, wanted, circle, NOON, SETTINGS)


@given(circle=circles(), level=st.sampled_from([Level.TALK, Level.STRUGGLING]), wanted=supports)
def test_nobody_over_capacity_is_asked_before_or_beside_somebody_who_can_help(
    circle: list[Candidate], level: Level, wanted: Support | None
) -> None:
    asked = of_plan(plan(level, wanted, circle, NOON, SETTINGS), circle)
    can = [
        number
        for number, one in asked
        if not one.is_over_capacity and one.is_reachable(NOON, level) and is_alone(one, circle)
    ]
    full = [number for number, one in asked if one.is_over_capacity]
    assert max(can, default=0) < min(full, default=len(circle) + 1)


@given(circle=circles(), wanted=supports)
def test_at_talk_only_who_can_be_reached_and_is_not_resting_is_asked(
    circle: list[Candidate], wanted: Support | None
) -> None:
    for _, one in of_plan(plan(Level.TALK, wanted, circle, NOON, SETTINGS), circle):
        assert one.is_reachable(NOON, Level.TALK)
        assert not one.is_resting(NOON)


@given(circle=circles(), wanted=supports)
def test_when_struggling_who_cannot_be_reached_comes_after_everybody_who_can(
    circle: list[Candidate], wanted: Support | None
) -> None:
    asked = of_plan(plan(Level.STRUGGLING, wanted, circle, NOON, SETTINGS), circle)
    alone = [(number, one.is_reachable(NOON, Level.STRUGGLING)) for number, one in asked if is_alone(one, circle)]
    here = [number for number, reachable in alone if reachable]
    away = [number for number, reachable in alone if not reachable]
    assert max(here, default=0) < min(away, default=len(circle) + 1)


@given(circle=circles(), level=st.sampled_from([Level.TALK, Level.STRUGGLING]), wanted=supports)
def test_a_mixed_stance_comes_after_support_that_has_room_and_can_be_reached(
    circle: list[Candidate], level: Level, wanted: Support | None
) -> None:
    asked = of_plan(plan(level, wanted, circle, NOON, SETTINGS), circle)
    ready = [
        number
        for number, one in asked
        if one.stance is Stance.SUPPORTS
        and one.is_reachable(NOON, level)
        and not one.is_over_capacity
        and is_alone(one, circle)
    ]
    mixed = [number for number, one in asked if one.stance is Stance.MIXED]
    assert max(ready, default=0) < min(mixed, default=len(circle) + 1)


@given(circle=circles(), wanted=supports)
def test_urgent_asks_everybody_who_may_be_asked_at_once(circle: list[Candidate], wanted: Support | None) -> None:
    made = plan(Level.URGENT, wanted, circle, NOON, SETTINGS)
    never = {one.supporter_id for one in circle if one.stance is Stance.UNDERMINES or one.is_over_at(NOON)}
    resting = {one.supporter_id for one in circle if one.is_resting(NOON)}
    enough = {one.supporter_id for one in circle if one.was_asked_enough}
    woken = {one.supporter_id for one in circle if one.wakes_at is not None} & resting - never
    awake = {one.supporter_id for one in circle} - never - resting
    groups = (awake - enough, awake & enough, woken - enough, woken & enough)
    expected = [group for group in groups if group]
    by_tie = {one.tie_id: one.supporter_id for one in circle}
    assert [{by_tie[tie_id] for tie_id in wave.members} for wave in made.waves] == expected


@given(circle=circles(), level=levels, wanted=supports)
def test_a_breather_is_respected(circle: list[Candidate], level: Level, wanted: Support | None) -> None:
    for _, one in of_plan(plan(level, wanted, circle, NOON, SETTINGS), circle):
        assert not one.is_resting(NOON) or (level is Level.URGENT and one.wakes_at is not None)


@given(circle=circles(), level=levels, wanted=supports)
def test_what_was_agreed_is_kept(circle: list[Candidate], level: Level, wanted: Support | None) -> None:
    for _, one in of_plan(plan(level, wanted, circle, NOON, SETTINGS), circle):
        assert one.is_asked_from(level)
        assert not one.is_over_at(NOON)
        assert not one.was_asked_enough or level is Level.URGENT


@given(circle=circles(), level=levels, wanted=supports)
def test_who_undermines_is_not_asked_through_any_tie(
    circle: list[Candidate], level: Level, wanted: Support | None
) -> None:
    undermining = {one.supporter_id for one in circle if one.stance is Stance.UNDERMINES}
    asked = {one.supporter_id for _, one in of_plan(plan(level, wanted, circle, NOON, SETTINGS), circle)}
    assert not asked & undermining


@given(circle=circles(), level=levels, wanted=supports)
def test_the_reason_for_leaving_somebody_out_is_true(
    circle: list[Candidate], level: Level, wanted: Support | None
) -> None:
    made = plan(level, wanted, circle, NOON, SETTINGS)
    by_tie = {one.tie_id: one for one in circle}
    asked = {one.supporter_id for _, one in of_plan(made, circle)}
    for left in made.left_out:
        one = by_tie[left.tie_id]
        ties = [other for other in circle if other.supporter_id == one.supporter_id]
        assert {
            Reason.UNDERMINES: any(tie.stance is Stance.UNDERMINES for tie in ties),
            Reason.BELOW_LEVEL: not all(tie.is_asked_from(level) for tie in ties),
            Reason.PAST_UNTIL: any(tie.is_over_at(NOON) for tie in ties),
            Reason.ON_BREATHER: any(tie.is_resting(NOON) for tie in ties),
            Reason.ASKED_ENOUGH: any(tie.was_asked_enough for tie in ties),
            Reason.NOT_REACHABLE: not one.is_reachable(NOON, level),
            Reason.ANOTHER_TIE: one.supporter_id in asked,
        }[left.reason]


@given(circle=circles(), level=levels, wanted=supports)
def test_waves_are_numbered_without_holes_and_never_larger_than_set(
    circle: list[Candidate], level: Level, wanted: Support | None
) -> None:
    made = plan(level, wanted, circle, NOON, SETTINGS)
    assert [wave.number for wave in made.waves] == list(range(1, len(made.waves) + 1))
    assert all(wave.members for wave in made.waves)
    if level is not Level.URGENT:
        sizes = [len(wave.members) for wave in made.waves]
        assert all(size <= 3 for size in sizes)
        assert level is Level.STRUGGLING or all(size <= 2 for size in sizes[:1])


# A second look when a later wave begins


def played(made: Plan, level: Level, circle: Sequence[Candidate]) -> list[tuple[UUID, ...]]:
    """Begin all waves of a plan in turn in a circle as it is now, and then those that were put off."""
    look, waiting, asked = look_again(level, circle, NOON), deque(wave.members for wave in made.waves), []
    while waiting:
        begun, put_off = look.begin(waiting.popleft(), [tie_id for wave in waiting for tie_id in wave])
        waiting.extend([put_off] if put_off else [])
        asked.append(begun)
    return asked


@st.composite
def changed_circles(draw: st.DrawFn) -> tuple[list[Candidate], list[Candidate]]:
    """A circle, and the same ties to the same people when other things hold of them; some have ended."""
    before = draw(circles())
    both = zip(before, draw(circles()), strict=False)
    return before, [replace(new, tie_id=old.tie_id, supporter_id=old.supporter_id) for old, new in both]


@given(circle=circles(), level=levels, wanted=supports)
def test_a_second_look_at_the_same_facts_changes_nothing(
    circle: list[Candidate], level: Level, wanted: Support | None
) -> None:
    made = plan(level, wanted, circle, NOON, SETTINGS)
    assert played(made, level, circle) == [wave.members for wave in made.waves]


@given(both=changed_circles(), level=levels, wanted=supports)
def test_whoever_was_planned_and_may_still_be_asked_is_asked_once(
    both: tuple[list[Candidate], list[Candidate]], level: Level, wanted: Support | None
) -> None:
    before, after = both
    made = plan(level, wanted, before, NOON, SETTINGS)
    now = plan(level, wanted, after, NOON, SETTINGS)
    barred = {left.tie_id for left in now.left_out if left.reason is not Reason.ANOTHER_TIE}
    remaining = {one.tie_id for one in after} - barred
    planned = [tie_id for wave in made.waves for tie_id in wave.members]
    asked = [tie_id for wave in played(made, level, after) for tie_id in wave]
    assert sorted(asked) == sorted(tie_id for tie_id in planned if tie_id in remaining)


@given(both=changed_circles(), level=st.sampled_from([Level.TALK, Level.STRUGGLING]), wanted=supports)
def test_nobody_full_by_now_is_asked_before_or_beside_somebody_who_can_help(
    both: tuple[list[Candidate], list[Candidate]], level: Level, wanted: Support | None
) -> None:
    before, after = both
    full = {one.supporter_id for one in after if one.is_over_capacity}
    can = {one.tie_id for one in after if one.supporter_id not in full and one.is_reachable(NOON, level)}
    over = {one.tie_id for one in after if one.supporter_id in full}
    waves = played(plan(level, wanted, before, NOON, SETTINGS), level, after)
    helped_in = [number for number, wave in enumerate(waves) if can & set(wave)]
    over_in = [number for number, wave in enumerate(waves) if over & set(wave)]
    assert max(helped_in, default=-1) < min(over_in, default=len(waves))


@given(both=changed_circles(), level=levels, wanted=supports)
def test_who_has_room_keeps_their_place(
    both: tuple[list[Candidate], list[Candidate]], level: Level, wanted: Support | None
) -> None:
    before, after = both
    full = {one.supporter_id for one in after if one.is_over_capacity}
    room = {one.tie_id for one in after if one.supporter_id not in full}
    made = plan(level, wanted, before, NOON, SETTINGS)
    asked = played(made, level, after)
    assert [{tie_id for tie_id in wave if tie_id in room} for wave in asked[: len(made.waves)]] == [
        {tie_id for tie_id in wave.members if tie_id in room and any(tie_id in one for one in asked)}
        for wave in made.waves
    ]
