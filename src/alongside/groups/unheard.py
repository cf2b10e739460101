"""From whom somebody does not hear in a group: what these write in rooms, and their being there, is not shown to them.

Their posts and threads are folded for them. Nobody else sees a difference.

Only what the reader stopped in this group counts: what they stopped elsewhere would tell that two aliases are one
person. Whoever looks after the group sees everything. Questions of events name nobody, so none of them is left out.
"""

from collections.abc import Iterable
from uuid import UUID

from alongside.groups.enums import Use
from alongside.groups.models import Membership
from alongside.groups.policies import may
from alongside.ui.letters import unheard_as, unheard_by


def unheard_of(standing: Membership) -> frozenset[UUID]:
    """Return the memberships from which somebody in a group does not hear."""
    if may(standing, Use.MODERATE):
        return frozenset()
    return unheard_by(standing.person_id, standing.id)


def unheard_in(standings: Iterable[Membership]) -> frozenset[UUID]:
    """Return the same for one person in all these groups together, which is asked once."""
    hearing = {one.id: one.person_id for one in standings if not may(one, Use.MODERATE)}
    return unheard_as(next(iter(hearing.values())), hearing) if hearing else frozenset()
