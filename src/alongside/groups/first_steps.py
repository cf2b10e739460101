"""The first steps of a new group, as its page shows them to its hosts until each is done."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, Q

from alongside.groups.enums import GroupRole
from alongside.groups.holding import hosts
from alongside.groups.models import Membership
from alongside.groups.policies import own_memberships, visible_invitations, visible_members

# So long a group is new: later its hosts know what it needs.
NEW_FOR = timedelta(days=14)


class FirstSteps(NamedTuple):
    """What is still to be done in a new group: let somebody in, write a first thread, ask somebody to greet."""

    link: bool
    thread: bool
    greeter: bool


def first_steps(standing: Membership | None, *, has_threads: bool, now: datetime) -> FirstSteps | None:
    """Return what is still to be done, to a host of a new group that is open; None to all others, and once all is."""
    if standing is None or not hosts(standing) or standing.group.created_at < now - NEW_FOR:
        return None
    others = visible_members(standing).exclude(id=standing.id)
    helping = others.filter(~Q(role=GroupRole.MEMBER) | ~Q(offered_role=""))
    links = visible_invitations(standing, now=now)
    own = own_memberships(standing.person).filter(id=standing.id)
    found = own.values_list(Exists(others), Exists(links), Exists(helping)).first()
    are_others, is_link, is_helped = found or (False, False, False)
    steps = FirstSteps(link=not (are_others or is_link), thread=not has_threads, greeter=not is_helped)
    return steps if any(steps) else None
