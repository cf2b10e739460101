"""Which aliases nobody can take in a group: too close to one there, or to one that was somebody's until lately.

Of what somebody was called a keyed digest stays, never the alias; it is made with the group, so that it leads from one
group to no other.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from alongside.accounts.digests import digest
from alongside.accounts.look_alikes import glances, looks_like_any
from alongside.groups.models import KeptAlias, Membership

KEPT_FOR = timedelta(days=30)
# Before the letters of an alias that was borne with a number behind them; no glance begins so.
WITH_NUMBER = "+ "


def is_too_close(key: str, *, group_id: UUID, person_id: UUID, now: datetime) -> bool:
    """Tell whether an alias would pass for somebody else's in a group, or for what they were called lately there.

    What the person is or was called themself there is no other's.
    """
    borne = Membership.objects.filter(group=group_id).exclude(alias_key="").exclude(person=person_id)
    if looks_like_any(key, borne.values_list("alias_key", flat=True)):
        return True
    kept = KeptAlias.objects.filter(group=group_id, until__gt=now).exclude(membership__person=person_id)
    whole, *bare = glances(key)
    # A number behind it is little to go by, whichever of the two has it: only two numbers tell two people apart.
    return kept.filter(digest__in=_digests(group_id, [whole, *bare, WITH_NUMBER + whole])).exists()


def keep_for_themself(row: Membership, *, now: datetime) -> None:
    """Have nobody else take the alias of a membership for 30 days, from when it is borne no more."""
    whole, *bare = glances(row.alias_key)
    rows = [
        KeptAlias(created_at=now, group_id=row.group_id, membership=row, digest=kept, until=now + KEPT_FOR)
        for kept in _digests(row.group_id, [whole, *(WITH_NUMBER + letters for letters in bare)])
    ]
    KeptAlias.objects.bulk_create(rows)


def forget_kept_aliases(now: datetime) -> int:
    """Delete what says of an alias that it cannot be taken, once it can; return how much that was."""
    return KeptAlias.objects.filter(until__lte=now).delete()[0]


def _digests(group_id: UUID, seen: Iterable[str]) -> list[bytes]:
    # An alias can be guessed, unlike a code. The instance's key, which is not in the database, keeps it from whoever
    # reads the database alone.
    return [digest("groups.alias", f"{group_id} {glance}") for glance in seen]
