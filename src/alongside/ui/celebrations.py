"""Where somebody can say that they reached something, beside the people of their circle: communities they are in.

Whoever has such communities registers here; whoever counts what is reached offers them and knows none by name. Each
says it in words of its own. One at a time: the same words in two would show that it is one person who wrote both.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

# `Any` stands for accounts.Person, which is of a higher layer.


@dataclass(frozen=True, slots=True)
class Room:
    """One community: `name` says which, and who the person is there; `words` are its own for what is celebrated."""

    id: UUID
    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """What somebody says that they reached: in one of the words, how long or often ('' unsaid), and what they add."""

    word: str
    how_long: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Provider:
    """Who has communities: those of a person, and how one hears of it; returns where it stands then.

    `hear` raises NotFound for a community that this person is not in, Invalid for what cannot be said.
    """

    of: Callable[[Any], list[Room]]
    hear: Callable[[Any, UUID, Marked, datetime], str]


_providers: dict[str, Provider] = {}


def register_celebrations(name: str, provider: Provider) -> None:
    """Add who has such communities; call it in `ready()`. A second one of the same name is a ValueError."""
    if name in _providers:
        raise ValueError(f"There are celebrations named {name} already.")
    _providers[name] = provider


def rooms_of(person: Any) -> list[tuple[str, Room]]:
    """Return every community this person can say it in, each with the name of who has it."""
    return [(name, room) for name, provider in _providers.items() for room in provider.of(person)]


def celebrate(person: Any, provider: str, room: UUID, marked: Marked, *, now: datetime) -> str:
    """Have one of them hear of it; return where it stands. Whatever the provider raises."""
    return _providers[provider].hear(person, room, marked, now)
