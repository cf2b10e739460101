"""An alias to offer somebody who comes into a group or begins one: one that nobody bears in this place.

Not in any group, nor as what their account is called: whoever took it would be held for that person.
"""

import secrets
from collections.abc import Collection

from alongside.accounts.aliases import alias_key
from alongside.accounts.models import Person
from alongside.groups.models import Membership
from alongside.groups.suggesting import suggested_alias


def free_alias(locale: str) -> str:
    """Return an alias in that language that nobody here bears; it does not say whose others are."""
    return suggested_alias(locale, taken=_borne, key=alias_key, draw=secrets.choice)


def _borne(keys: Collection[str]) -> set[str]:
    """Return those that somebody bears: in a group, whichever, or as their account's."""
    accounts = Person.objects.filter(alias_key__in=keys).values_list("alias_key", flat=True)
    members = Membership.objects.filter(alias_key__in=keys).values_list("alias_key", flat=True)
    return set(accounts.union(members))
