"""An alias to offer somebody who comes into a group or begins one: one that nobody bears in this place.

Not in any group, nor as what their account is called: whoever took it would be held for that person.
"""

import secrets
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from alongside.accounts.aliases import alias_key
from alongside.accounts.models import Person
from alongside.groups.aliases.kept import closeness
from alongside.groups.aliases.suggesting import never_close, suggested_alias
from alongside.groups.models import Membership


def free_alias(person: Person, *, group_id: UUID | None = None, now: datetime) -> str:
    """Return an alias in somebody's language that nobody here bears; it does not say whose others are.

    Nor is it too close to another in the group they would bear it in.
    """
    is_close = closeness(group_id=group_id, person_id=person.id, now=now) if group_id else never_close
    return suggested_alias(person.locale, taken=_borne, is_close=is_close, key=alias_key, draw=secrets.choice)


def _borne(keys: Collection[str]) -> set[str]:
    """Return those that somebody bears: in a group, whichever, or as their account's."""
    accounts = Person.objects.filter(alias_key__in=keys).values_list("alias_key", flat=True)
    members = Membership.objects.filter(alias_key__in=keys).values_list("alias_key", flat=True)
    return set(accounts.union(members))
