"""Which aliases nobody can take in a group: too close to one there, or to one that was somebody's until lately.

Of what somebody was called a keyed digest stays, never the alias; it is made with the group, so that it leads from one
group to no other.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from alongside.accounts.digests import digest
from alongside.accounts.look_alikes import glances, looks_like, looks_of
from alongside.groups.models import KeptAlias, Membership

KEPT_FOR = timedelta(days=30)
# Before the letters of an alias that was borne with a number behind them; no glance begins so.
WITH_NUMBER = "+ "


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
        own, (whole, *bare) = looks_of(key), glances(key)
        # A number behind it is little to go by, whichever of the two has it: only two numbers tell two people apart.
        seen = _digests(group_id, [whole, *bare, WITH_NUMBER + whole])
        return any(looks_like(own, one) for one in looks) or not digests.isdisjoint(seen)

    return is_close


def keep_for_themself(row: Membership, *, now: datetime) -> None:
    """Have nobody else take the alias of a membership for 30 days, from when it is borne no more."""
    said = {"created_at": now, "until": now + KEPT_FOR, "group_id": row.group_id}
    KeptAlias.objects.bulk_create(KeptAlias(membership=row, digest=kept, **said) for kept in _to_keep(row))


def keep_after_erasing(rows: Iterable[Membership], *, now: datetime) -> None:
    """Have nobody take these aliases of somebody whose account goes for 30 days; nothing kept of it leads to them.

    Neither does its moment, to the day alone, nor its id: what of two groups was made at once was one person's.
    """
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    said = {"created_at": day, "until": day + timedelta(days=1) + KEPT_FOR}
    KeptAlias.objects.bulk_create(
        KeptAlias(id=uuid4(), group_id=row.group_id, digest=kept, **said) for row in rows for kept in _to_keep(row)
    )


def _to_keep(row: Membership) -> list[bytes]:
    whole, *bare = glances(row.alias_key)
    return _digests(row.group_id, [whole, *(WITH_NUMBER + letters for letters in bare)])


def forget_kept_aliases(now: datetime) -> int:
    """Delete what says of an alias that it cannot be taken, once it can; return how much that was."""
    return KeptAlias.objects.filter(until__lte=now).delete()[0]


def _digests(group_id: UUID, seen: Iterable[str]) -> list[bytes]:
    # An alias can be guessed, unlike a code. The instance's key, which is not in the database, keeps it from whoever
    # reads the database alone.
    return [digest("groups.alias", f"{group_id} {glance}") for glance in seen]
