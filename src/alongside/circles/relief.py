"""Who is there while a supporter rests (pure): how many others could answer, and the hours at which nobody else could.

It is for the supporter's eyes, so it tells of the others no more than that they are there: no name, no kind of support.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from alongside.circles.coverage import ALWAYS, NEVER, Helper, Mask, Need, coverage_of
from alongside.circles.offers import REACHED_FOR

# Whatever somebody gives, being there is what counts here: in the hours in which a reach-out finds them.
THERE = REACHED_FOR
SOMEBODY = Need("somebody", THERE, ALWAYS)


@dataclass(frozen=True, slots=True)
class Relief:
    """How many others could answer at some hour, and the hours of the week that would be left with nobody."""

    others: int
    nobody_else: Mask


def relief_of(own: Helper, others: Sequence[Helper]) -> Relief:
    """Return who is there without this helper; all hours are those of one clock."""
    there = [helper for helper in others if helper.hours_for(THERE) and helper.key != own.key]
    alike = [replace(helper, gives=frozenset({THERE})) for helper in (own, *there)]
    lost = coverage_of([SOMEBODY], alike).breaks_without(own.key)
    return Relief(len(there), lost.get(SOMEBODY.key, NEVER))
