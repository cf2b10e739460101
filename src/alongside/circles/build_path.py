"""Where the guided path to a network goes on: from what somebody needs, named and sent, not from a bookmark (pure).

Each step ends with something saved or sent, and is done once it is, wherever that happened. `ui.paths` says how a path
of such steps goes on.
"""

from collections.abc import Set
from dataclasses import dataclass

from alongside.ui.paths import Progress, follows, goes_on_at

NEEDS = "needs"
PEOPLE = "people"
GROUPS = "groups"
ONLINE = "online"
PROFESSIONAL = "professional"
STEPS = (NEEDS, PEOPLE, GROUPS, ONLINE, PROFESSIONAL)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a circle holds so far. `people` are no places, and `asked` are those of them who got a link or said yes."""

    needs: int = 0
    people: int = 0
    asked: int = 0
    groups: int = 0
    online: int = 0
    professionals: int = 0


def progress(step: str, facts: Facts) -> Progress:
    """Return how far a step is: people are named first, and the step is done once one of them knows."""
    if step == PEOPLE:
        return Progress.DONE if facts.asked else Progress.BEGUN if facts.people else Progress.EMPTY
    counts = {
        NEEDS: facts.needs,
        GROUPS: facts.groups,
        ONLINE: facts.online,
        PROFESSIONAL: facts.professionals,
    }
    return Progress.DONE if counts[step] else Progress.EMPTY


def next_step(facts: Facts, passed: Set[str]) -> str | None:
    """Return where to go on; None when nothing is left."""
    return goes_on_at(STEPS, lambda step: progress(step, facts), passed)


def step_after(step: str) -> str | None:
    """Return the step that follows, None after the last."""
    return follows(step, STEPS, STEPS)
