"""What somebody has at hand for a hard hour: their own plans and tools, offered wherever it gets hard.

A capability that keeps such a thing registers in `ready()`; a page of a hard moment (a check-in that was heavy, a
setback, a reach-out) asks for all of them and knows none by name.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

# `Any` stands for accounts.Person, which is of a higher layer.
Source = Callable[[Any, datetime], Iterable["AtHand"]]

_sources: dict[str, Source] = {}


@dataclass(frozen=True, slots=True)
class AtHand:
    """One thing to reach for: lower `order` comes first; `why` says in a sentence what it is good for now."""

    order: int
    title: str | Promise
    why: str | Promise
    address: str


def register_at_hand(name: str, source: Source) -> None:
    """Have a capability offer what a person keeps there. A second source of the same name is a ValueError."""
    if name in _sources:
        raise ValueError(f"There is a source named {name} already.")
    _sources[name] = source


def at_hand(person: Any, *, now: datetime) -> list[AtHand]:
    """Return what this person has at hand, in order."""
    found = [one for name in sorted(_sources) for one in _sources[name](person, now)]
    return sorted(found, key=lambda one: one.order)
