"""The steps of a path, as a stepper shows them (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its short name, whether it is done, whether it is the present one."""

    label: str | Promise
    done: bool
    current: bool


def steps_of(labels: Sequence[str | Promise], *, current: int, done: frozenset[int] = frozenset()) -> tuple[Step, ...]:
    """Return the steps of a path; `current` and `done` are places in `labels`, counted from 0."""
    return tuple(Step(label, place in done, place == current) for place, label in enumerate(labels))
