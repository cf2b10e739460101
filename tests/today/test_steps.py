"""Where a first visit goes on: from facts, and from which steps somebody went past."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.today.steps import (
    INVITE,
    NEEDS,
    PEOPLE,
    REHEARSE,
    STEPS,
    Facts,
    next_step,
    progress,
    step_after,
)
from alongside.ui.paths import Progress

NOTHING = frozenset[str]()
TWO_NAMED = Facts(needs=1, people=2)

facts_of_any_kind = st.integers(0, 4).flatmap(
    lambda people: st.builds(
        Facts,
        needs=st.integers(0, 3),
        people=st.just(people),
        asked=st.integers(0, people),
        has_rehearsed=st.booleans(),
    )
)
passed_of_any_kind = st.frozensets(st.sampled_from(STEPS))


@pytest.mark.parametrize(
    ("facts", "passed", "expected"),
    [
        (Facts(), NOTHING, NEEDS),
        (Facts(needs=1), NOTHING, PEOPLE),
        # One person is enough.
        (Facts(needs=1, people=1), NOTHING, INVITE),
        (TWO_NAMED, NOTHING, INVITE),
        # One of two is asked: it stops here, not at the next step, until they go past it.
        (Facts(needs=1, people=2, asked=1), NOTHING, INVITE),
        (Facts(needs=1, people=2, asked=1), {INVITE}, REHEARSE),
        (Facts(needs=1, people=2, asked=2), NOTHING, REHEARSE),
        (Facts(needs=1, people=2, asked=2, has_rehearsed=True), NOTHING, None),
        # Whoever left something for later has it come back once all else is done.
        (Facts(people=2, asked=2, has_rehearsed=True), {NEEDS}, NEEDS),
        (Facts(needs=1, people=2, has_rehearsed=True), {INVITE}, INVITE),
        # There is nobody to invite.
        (Facts(needs=1), {PEOPLE}, REHEARSE),
        (Facts(needs=1, has_rehearsed=True), {PEOPLE}, PEOPLE),
        # What was begun and gone past does not come back: one link is enough.
        (Facts(needs=1, people=1, asked=1, has_rehearsed=True), NOTHING, None),
        (Facts(needs=1, people=3, asked=1, has_rehearsed=True), {INVITE}, None),
    ],
)
def test_it_goes_on_where_it_stopped(facts: Facts, passed: frozenset[str], expected: str | None) -> None:
    assert next_step(facts, frozenset(passed)) == expected


@pytest.mark.parametrize(
    ("step", "facts", "expected"),
    [
        (NEEDS, Facts(), PEOPLE),
        (PEOPLE, Facts(people=1), INVITE),
        (PEOPLE, Facts(), REHEARSE),
        (INVITE, Facts(people=1), REHEARSE),
        (REHEARSE, Facts(people=1), None),
    ],
)
def test_after_a_step_comes_the_next_that_can_be_done(step: str, facts: Facts, expected: str | None) -> None:
    assert step_after(step, facts) == expected


def test_only_somebody_without_anything_is_blank() -> None:
    assert Facts().is_blank
    assert not any(
        facts.is_blank
        for facts in (Facts(needs=1), Facts(people=1), Facts(people=1, asked=1), Facts(has_rehearsed=True))
    )


@given(facts_of_any_kind, passed_of_any_kind)
def test_it_never_leads_to_what_is_done_or_cannot_be_done(facts: Facts, passed: frozenset[str]) -> None:
    step = next_step(facts, passed)
    if step is not None:
        assert progress(step, facts) < Progress.DONE
        assert step != INVITE or facts.people
        assert step not in passed or progress(step, facts) == Progress.EMPTY


@given(facts_of_any_kind, passed_of_any_kind)
def test_it_ends_only_when_nothing_possible_is_empty(facts: Facts, passed: frozenset[str]) -> None:
    if next_step(facts, passed) is None:
        possible = [step for step in STEPS if step != INVITE or facts.people]
        assert all(progress(step, facts) > Progress.EMPTY for step in possible)
        assert all(step in passed for step in possible if progress(step, facts) == Progress.BEGUN)


@given(passed_of_any_kind)
def test_whoever_does_what_it_says_comes_to_its_end(passed: frozenset[str]) -> None:
    facts, led = Facts(), []
    while step := next_step(facts, passed):
        led.append(step)
        facts = Facts(
            needs=facts.needs + (step == NEEDS),
            people=facts.people + 2 * (step == PEOPLE),
            asked=facts.people if step == INVITE else facts.asked,
            has_rehearsed=facts.has_rehearsed or step == REHEARSE,
        )
    assert sorted(led) == sorted(STEPS)
    assert (facts.needs, facts.people, facts.asked, facts.has_rehearsed) == (1, 2, 2, True)
