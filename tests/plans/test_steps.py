"""The steps of plans: which there are, in which order, and what is one thing of a step."""

import pytest

from alongside.plans.steps import NAMES_PEOPLE, NAMES_PLACES, STEPS, PlanKind, Step, has_step, lines_of, step_after


def test_a_safety_plan_has_six_steps_and_a_staying_well_plan_five() -> None:
    assert [step.value for step in STEPS[PlanKind.SAFETY]] == [
        "signs",
        "alone",
        "company",
        "helpers",
        "services",
        "safer",
    ]
    assert [step.value for step in STEPS[PlanKind.STAYING_WELL]] == ["daily", "triggers", "early", "helps", "breaking"]


def test_every_step_belongs_to_one_plan() -> None:
    both = [step for steps in STEPS.values() for step in steps]
    assert sorted(both) == sorted(Step)
    assert has_step(PlanKind.SAFETY, Step.SAFER)
    assert not has_step(PlanKind.STAYING_WELL, Step.SAFER)


def test_places_are_named_only_where_people_are() -> None:
    assert NAMES_PLACES < NAMES_PEOPLE


@pytest.mark.parametrize(
    ("kind", "step", "after"),
    [
        (PlanKind.SAFETY, Step.SIGNS, Step.ALONE),
        (PlanKind.SAFETY, Step.SAFER, None),
        (PlanKind.STAYING_WELL, Step.HELPS, Step.BREAKING),
        (PlanKind.STAYING_WELL, Step.BREAKING, None),
    ],
)
def test_one_step_follows_the_other(kind: PlanKind, step: Step, after: Step | None) -> None:
    assert step_after(kind, step) == after


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        (" \n\t\n", ()),
        ("  Walk to the river \r\n\r\nRing Sol\nWalk to the river", ("Walk to the river", "Ring Sol")),
    ],
)
def test_each_line_is_one_thing_in_its_order(text: str, lines: tuple[str, ...]) -> None:
    assert lines_of(text) == lines
