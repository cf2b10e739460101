"""The steps of a path, as a stepper shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its short name, whether it is done, whether it is the present one."""

    label: str | Promise
    done: bool
    current: bool

    @property
    def said(self) -> str:
        """Say the step to whoever cannot see the tick."""
        return gettext("%(label)s: done") % {"label": self.label} if self.done else str(self.label)


def steps_of(labels: Sequence[str | Promise], *, current: int, done: frozenset[int] = frozenset()) -> tuple[Step, ...]:
    """Return the steps of a path; `current` and `done` are places in `labels`, counted from 0."""
    return tuple(Step(label, place in done, place == current) for place, label in enumerate(labels))
