"""Where a path of several steps goes on: from how far each step is, as facts say, not from a bookmark (pure).

The only thing that is remembered is which steps somebody went past. So it does not matter where they were interrupted,
on which device they come back, or whether they did a step elsewhere meanwhile.
"""

from collections.abc import Callable, Sequence, Set
from enum import IntEnum


class Progress(IntEnum):
    """How far one step is."""

    EMPTY = 0
    BEGUN = 1
    DONE = 2


def goes_on_at(possible: Sequence[str], progress: Callable[[str], Progress], passed: Set[str]) -> str | None:
    """Return where to go on: the first step that is not done and was not passed, then what was passed and is empty.

    None when nothing is left.
    """
    ahead = (step for step in possible if progress(step) < Progress.DONE and step not in passed)
    left_empty = (step for step in possible if progress(step) == Progress.EMPTY)
    return next(ahead, None) or next(left_empty, None)


def follows(step: str, steps: Sequence[str], possible: Sequence[str]) -> str | None:
    """Return the step that comes after this one and can be done, None after the last."""
    following = steps[steps.index(step) + 1 :]
    return next((one for one in possible if one in following), None)
