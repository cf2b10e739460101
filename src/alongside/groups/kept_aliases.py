"""Which aliases nobody can take in a group: too close to one there, or to one that was somebody's until lately.

Of what somebody was called a keyed digest stays, never the alias; it is made with the group, so that it leads from one
group to no other.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from alongside.accounts.digests import digest
from alongside.accounts.look_alikes import glances, looks_like, looks_of
from alongside.groups.models import KeptAlias, Membership

KEPT_FOR = timedelta(days=30)


def is_too_close(key: str, *, group_id: UUID, person_id: UUID, now: datetime) -> bool:
    """Tell whether an alias would pass for somebody else's in a group, or for what they were called lately there.

    What the person is or was called themself there is no other's.
    """
    return closeness(group_id=group_id, person_id=person_id, now=now)(key)


def closeness(*, group_id: UUID, person_id: UUID, now: datetime) -> Callable[[str], bool]:
    """Return what tells of many aliases whether they are too close: the group's are read once."""
    borne = Membership.objects.filter(group=group_id).exclude(alias_key="").exclude(person=person_id)
    looks = [looks_of(key) for key in borne.values_list("alias_key", flat=True).iterator()]
    kept = KeptAlias.objects.filter(group=group_id, until__gt=now).exclude(membership__person=person_id)
    digests = {bytes(one) for one in kept.values_list("digest", flat=True)}

    def is_close(key: str) -> bool:
        own = looks_of(key)
        return any(looks_like(own, one) for one in looks) or not digests.isdisjoint(_digests(group_id, key))

    return is_close


def keep_for_themself(row: Membership, *, now: datetime) -> None:
    """Have nobody else take the alias of a membership for 30 days, from when it is borne no more."""
    digests = _digests(row.group_id, row.alias_key)
    until = now + KEPT_FOR
    KeptAlias.objects.create(created_at=now, group_id=row.group_id, membership=row, digest=digests[0], until=until)


def forget_kept_aliases(now: datetime) -> int:
    """Delete what says of an alias that it cannot be taken, once it can; return how much that was."""
    return KeptAlias.objects.filter(until__lte=now).delete()[0]


def _digests(group_id: UUID, key: str) -> list[bytes]:
    # An alias can be guessed, unlike a code. The instance's key, which is not in the database, keeps it from whoever
    # reads the database alone.
    return [digest("groups.alias", f"{group_id} {glance}") for glance in glances(key)]
