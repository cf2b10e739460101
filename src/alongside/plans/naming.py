"""Whom of a circle a step can name."""

from uuid import UUID

from alongside.accounts.models import Person
from alongside.circles.enums import PLACES
from alongside.circles.models import Tie
from alongside.circles.names import names_of
from alongside.circles.policies import living_ties
from alongside.plans.steps import NAMES_PEOPLE, NAMES_PLACES, Step


def nameable_ties(owner: Person, step: Step) -> list[Tie]:
    """Return the ties of the owner's circle that a step can name, nearest first, then by name; none in most steps."""
    if step not in NAMES_PEOPLE:
        return []
    rows = living_ties(owner)
    ties = list(rows if step in NAMES_PLACES else rows.exclude(relation__in=PLACES))
    names = names_of(ties)
    return sorted(ties, key=lambda tie: (tie.ring, names.get(tie.id, "").casefold(), tie.id))


def nameable(owner: Person, step: Step) -> dict[UUID, str]:
    """Return the same by name, as a form offers them."""
    ties = nameable_ties(owner, step)
    names = names_of(ties)
    return {tie.id: names.get(tie.id, "") for tie in ties}
