"""Who knows whom in a circle, as its owner said: two queries, however many."""

from uuid import UUID

from django.db.models import Q

from alongside.accounts.models import Person
from alongside.circles.models import Tie
from alongside.circles.names import names_of
from alongside.circles.policies import living_ties, visible_acquaintances

Pair = tuple[UUID, UUID]


def pairs_of(owner: Person) -> list[Pair]:
    """Return every two ties of the owner's circle whose people know each other."""
    return list(visible_acquaintances(owner).order_by("first", "second").values_list("first", "second"))


def known_by(tie: Tie) -> frozenset[UUID]:
    """Return the ties of the same circle whose people know this one."""
    pairs = visible_acquaintances(tie.owner).filter(Q(first=tie) | Q(second=tie)).values_list("first", "second")
    return frozenset(other for pair in pairs for other in pair if other != tie.id)


def names_known_by(tie: Tie) -> list[str]:
    """Return what the owner calls those who know this one, by name."""
    return sorted(names_of(living_ties(tie.owner).filter(id__in=known_by(tie))).values(), key=str.casefold)


def others_than(tie: Tie) -> list[tuple[UUID, str]]:
    """Return everybody else in the same circle by name: whom this one might know."""
    names = names_of(living_ties(tie.owner).exclude(id=tie.id))
    return sorted(names.items(), key=lambda one: one[1].casefold())
