"""Those who were asked to leave the whole place: while that holds, nobody asks anything of them.

Who they are is decided further up, and registered here: whoever chooses whom to ask leaves them out when they choose.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from alongside.accounts.models import Person

Source = Callable[[], QuerySet[Any, Any]]
_sources: list[Source] = []


def register_removed(source: Source) -> None:
    """Have these be the ones, by a query of their ids without an empty one; call it in `ready()`."""
    _sources[:] = [source]


def removed_people() -> QuerySet[Any, Any]:
    """Return the ids of whoever was asked to leave, to be a part of a query."""
    return _sources[0]() if _sources else Person.objects.none().values("id")


def not_removed(person: str) -> Q:
    """Return the condition that `person`, a field or a way there, was not asked to leave; nobody there is right too."""
    return ~Q(**{f"{person}__in": removed_people()})
