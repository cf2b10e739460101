"""What a plan lacks: each rule with a plan that passes it and one that does not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from alongside.plans.lint import HOLDS_FOR, Facts, Finding, Named, Rule, Standing, findings, is_too_old
from alongside.plans.steps import PlanKind, Step

NOW = datetime(2026, 3, 4, 20, 0, tzinfo=UTC)
MIA = Named("Mia", Standing.WITH_THEM, has_number=True)
SOL = Named("Sol 555 0100", Standing.IN_WORDS, has_number=True)
WHOLE = Facts(
    kind=PlanKind.SAFETY,
    steps={Step.HELPERS: (MIA, SOL), Step.SAFER: (Named("The pills are with Mia"),)},
    looked_at=NOW,
)


def with_helpers(*helpers: Named) -> Facts:
    """Return the whole plan with these people to ask."""
    return replace(WHOLE, steps={**WHOLE.steps, Step.HELPERS: helpers})


def test_a_whole_plan_lacks_nothing() -> None:
    assert findings(WHOLE, now=NOW) == ()


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        (with_helpers(), [Finding(Rule.NOBODY_TO_ASK, Step.HELPERS)]),
        (with_helpers(MIA), [Finding(Rule.ONLY_ONE, Step.HELPERS, "Mia")]),
        (
            with_helpers(replace(MIA, standing=Standing.ASKED), SOL),
            [Finding(Rule.NOT_CONFIRMED, Step.HELPERS, "Mia")],
        ),
        (
            with_helpers(replace(MIA, standing=Standing.NOT_ASKED), SOL),
            [Finding(Rule.NEVER_ACCEPTED, Step.HELPERS, "Mia")],
        ),
        (
            # Whoever has left needs no number any more: one finding, not two.
            with_helpers(Named("Mia", Standing.GONE), SOL),
            [Finding(Rule.NEVER_ACCEPTED, Step.HELPERS, "Mia")],
        ),
        (with_helpers(replace(MIA, has_number=False), SOL), [Finding(Rule.NO_NUMBER, Step.HELPERS, "Mia")]),
        (with_helpers(MIA, Named("The one next door")), [Finding(Rule.NO_NUMBER, Step.HELPERS, "The one next door")]),
        (
            replace(WHOLE, steps={Step.HELPERS: (MIA, SOL), Step.SAFER: ()}),
            [Finding(Rule.NOTHING_SAFER, Step.SAFER)],
        ),
        (replace(WHOLE, looked_at=NOW - timedelta(days=90, seconds=1)), [Finding(Rule.TOO_OLD)]),
    ],
)
def test_each_rule_finds_what_is_missing_and_nothing_else(plan: Facts, found: list[Finding]) -> None:
    assert list(findings(plan, now=NOW)) == found


def test_what_matters_most_comes_first() -> None:
    empty = Facts(PlanKind.SAFETY, {}, NOW - timedelta(days=400))
    assert [one.rule for one in findings(empty, now=NOW)] == [Rule.NOBODY_TO_ASK, Rule.NOTHING_SAFER, Rule.TOO_OLD]


def test_one_helper_may_lack_several_things() -> None:
    plan = with_helpers(Named("Ada", Standing.NOT_ASKED))
    assert [one.rule for one in findings(plan, now=NOW)] == [Rule.ONLY_ONE, Rule.NEVER_ACCEPTED, Rule.NO_NUMBER]


def test_a_staying_well_plan_is_only_asked_whether_it_still_holds() -> None:
    fresh = Facts(PlanKind.STAYING_WELL, {}, NOW - timedelta(days=180))
    assert findings(fresh, now=NOW) == ()
    old = replace(fresh, looked_at=NOW - timedelta(days=181))
    assert findings(old, now=NOW) == (Finding(Rule.TOO_OLD),)


@pytest.mark.parametrize("kind", PlanKind)
def test_a_plan_holds_for_its_time_to_the_second(kind: PlanKind) -> None:
    assert not is_too_old(kind, NOW - HOLDS_FOR[kind], now=NOW)
    assert is_too_old(kind, NOW - HOLDS_FOR[kind] - timedelta(seconds=1), now=NOW)
