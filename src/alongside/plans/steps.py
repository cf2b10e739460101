"""What plans are made of: their steps in order, and in which steps people of the circle are named (pure).

The structure is common practice; the words, in `wording`, are our own.
"""

from enum import StrEnum


class PlanKind(StrEnum):
    """The plans there are; the value is part of their address."""

    SAFETY = "safety"
    STAYING_WELL = "staying-well"


class Step(StrEnum):
    """One step of a plan; the value is part of its address."""

    SIGNS = "signs"
    ALONE = "alone"
    COMPANY = "company"
    HELPERS = "helpers"
    SERVICES = "services"
    SAFER = "safer"
    DAILY = "daily"
    TRIGGERS = "triggers"
    EARLY = "early"
    HELPS = "helps"
    BREAKING = "breaking"


STEPS: dict[PlanKind, tuple[Step, ...]] = {
    PlanKind.SAFETY: (Step.SIGNS, Step.ALONE, Step.COMPANY, Step.HELPERS, Step.SERVICES, Step.SAFER),
    PlanKind.STAYING_WELL: (Step.DAILY, Step.TRIGGERS, Step.EARLY, Step.HELPS, Step.BREAKING),
}
# Where somebody of the circle can be named, and where a place of it can be as well.
NAMES_PEOPLE = frozenset({Step.COMPANY, Step.HELPERS, Step.SERVICES, Step.HELPS, Step.BREAKING})
NAMES_PLACES = frozenset({Step.COMPANY, Step.SERVICES, Step.HELPS})


def has_step(kind: PlanKind, step: Step) -> bool:
    """Tell whether a plan of this kind has that step."""
    return step in STEPS[kind]


def step_after(kind: PlanKind, step: Step) -> Step | None:
    """Return the step that follows, None after the last."""
    steps = STEPS[kind]
    place = steps.index(step) + 1
    return steps[place] if place < len(steps) else None


def lines_of(text: str) -> tuple[str, ...]:
    """Return the things that somebody wrote one to a line, in their order, each once, without what is empty."""
    return tuple(dict.fromkeys(line for raw in text.splitlines() if (line := raw.strip())))
