"""What somebody could begin and has not yet: one row each on the home page, so that what they do have stands out.

A capability registers in `ready()`, and is asked each time; the home page knows none by name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

# `Any` stands for accounts.Person, which is of a higher layer.
Source = Callable[[Any, datetime], "Beginning | None"]

_sources: dict[str, tuple[int, Source]] = {}


@dataclass(frozen=True, slots=True)
class Beginning:
    """One thing to begin: `title` says what one does, `why` in a sentence or two what it is good for."""

    title: str | Promise
    why: str | Promise
    address: str


def register_beginning(*, order: int, name: str, source: Source) -> None:
    """Have a capability say what could be begun; None when it has been. A second of the same name is a ValueError."""
    if name in _sources:
        raise ValueError(f"There is a beginning named {name} already.")
    _sources[name] = (order, source)


def beginnings(person: Any, *, now: datetime) -> list[Beginning]:
    """Return what this person could begin, in order (then by name)."""
    inorder = sorted(_sources.items(), key=lambda one: (one[1][0], one[0]))
    found = (source(person, now) for _name, (_order, source) in inorder)
    return [one for one in found if one is not None]
