"""Where a first visit goes on: from what somebody has said, named and sent, not from a bookmark.

Pure. A step is empty, begun or done, as the facts say; `ui.paths` says how a path of such steps goes on.
"""

from collections.abc import Set
from dataclasses import dataclass

from alongside.ui.paths import Progress, follows, goes_on_at

NEEDS = "needs"
PEOPLE = "people"
INVITE = "invite"
REHEARSE = "rehearse"
STEPS = (NEEDS, PEOPLE, INVITE, REHEARSE)


@dataclass(frozen=True, slots=True)
class Facts:
    """What somebody has so far. `people` are ties to people, of whom `asked` were invited, whatever they answered."""

    needs: int = 0
    people: int = 0
    asked: int = 0
    has_rehearsed: bool = False

    @property
    def is_blank(self) -> bool:
        """Tell whether there is nothing at all yet."""
        return self == Facts()


def progress(step: str, facts: Facts) -> Progress:
    """Return how far a step is."""
    if step == NEEDS:
        return Progress.DONE if facts.needs else Progress.EMPTY
    if step == PEOPLE:
        return Progress.DONE if facts.people else Progress.EMPTY
    if step == INVITE:
        return _part(facts.asked, facts.people)
    return Progress.DONE if facts.has_rehearsed else Progress.EMPTY


def _part(count: int, of: int) -> Progress:
    if not count:
        return Progress.EMPTY
    return Progress.DONE if count >= of else Progress.BEGUN


def possible_steps(facts: Facts) -> list[str]:
    """Return the steps that can be done, in order: inviting needs somebody to invite."""
    return [step for step in STEPS if step != INVITE or facts.people]


def next_step(facts: Facts, passed: Set[str]) -> str | None:
    """Return where to go on, as `ui.paths` says it; None when nothing is left."""
    return goes_on_at(possible_steps(facts), lambda step: progress(step, facts), passed)


def step_after(step: str, facts: Facts) -> str | None:
    """Return the step that follows and can be done, None after the last."""
    return follows(step, STEPS, possible_steps(facts))
