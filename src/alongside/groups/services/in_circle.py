"""A group as a tie of a member's own circle: a place where people are. Nobody else sees it, and nobody is told."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.details import TieDetails
from alongside.circles.enums import PLACES, Relation, Ring, Support, TieState
from alongside.circles.models import Tie
from alongside.circles.services import name_tie, remove_tie
from alongside.groups.enums import GroupState
from alongside.groups.models import Group, Membership
from alongside.groups.policies import access_standing
from alongside.kernel.errors import Conflict

CLOSED = _("This group is closed, so it was not added. Nothing is lost.")


@transaction.atomic
def add_to_circle(*, actor: Person, slug: str, now: datetime) -> Tie:
    """Make a group a tie of the actor's circle; in it already, it stays as it is. NotAllowed, NotFound, Conflict."""
    standing = access_standing(actor, slug, lock=True)
    if standing.tie is not None and is_in_circle(standing):
        return standing.tie
    if standing.group.state == GroupState.CLOSED:
        raise Conflict(CLOSED)
    standing.tie = name_tie(actor=actor, details=_details(standing.group), now=now)
    standing.save(update_fields=["tie"])
    record("group.added_to_circle", actor=actor.id, subject=standing.id, about=actor.id, now=now)
    return standing.tie


def _details(group: Group) -> TieDetails:
    return TieDetails(name=group.name, relation=Relation.GROUP, ring=Ring.OUTER, gives=(Support.EMOTIONAL,))


def is_in_circle(standing: Membership) -> bool:
    """Tell whether a group is a tie of its member's circle."""
    return standing.tie is not None and standing.tie.state != TieState.ENDED


def take_out_of_circle(row: Membership, *, now: datetime) -> None:
    """Have a group that somebody is not in any more leave their circle; what they made a person of it stays."""
    if row.tie is not None and is_in_circle(row) and row.tie.relation in PLACES:
        remove_tie(actor=row.person, tie_id=row.tie.id, now=now)
    row.tie = None
