"""Who may write to whom beside the people of a circle: members of one company, such as a group.

Whoever has such companies registers here; messages ask and know none by name. A person is known there by a source, the
row of who they are in that one company, and by nothing that would lead to another.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

# `Any` stands for accounts.Person, which is of a higher layer.


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody as they are called in one company now: `name` there, `company` in words, and which it is."""

    name: str
    company: str
    company_id: UUID


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody whom a person may write to first: `own` and `other` are the sources of the two.

    `person_id` is the account behind the other, which no page ever shows.
    """

    own: UUID
    other: UUID
    person_id: UUID
    known: Known


@dataclass(frozen=True, slots=True)
class Provider:
    """Who has companies: whom a person may write to first, one of them by source, and who still is there as whom."""

    reached: Callable[[Any, datetime], list[Reached]]
    reach: Callable[[Any, UUID, datetime], Reached | None]
    known: Callable[[Iterable[UUID]], Mapping[UUID, Known]]


Unheard = Callable[[UUID, UUID], Iterable[UUID]]
# Who of some people hears nothing from one any more, or is not heard, by the id of the one and of the others.
Apart = Callable[[UUID, Iterable[UUID]], set[UUID]]
_apart: list[Apart] = []
_providers: dict[str, Provider] = {}
_unheard: list[Unheard] = []


def register_letters(name: str, provider: Provider) -> None:
    """Add who has companies; call it in `ready()`. A second one of the same name is a ValueError."""
    if name in _providers:
        raise ValueError(f"There are letters named {name} already.")
    _providers[name] = provider


def register_apart(apart: Apart) -> None:
    """Add who knows which people do not hear each other any more; call it in `ready()`."""
    _apart.append(apart)


def apart_from(person_id: UUID, others: Iterable[UUID]) -> set[UUID]:
    """Return those of these people who stopped hearing from this one, or whom this one stopped hearing."""
    wanted = list(others)
    return {one for apart in _apart for one in apart(person_id, wanted)} if wanted else set()


def reached_by(person: Any, *, now: datetime) -> list[Reached]:
    """Return everybody this person may write to first."""
    return [one for provider in _providers.values() for one in provider.reached(person, now)]


def reach(person: Any, source: UUID, *, now: datetime) -> Reached | None:
    """Return one of those by their source; None when this person may not write to them first, for whatever reason."""
    found = (provider.reach(person, source, now) for provider in _providers.values())
    return next((one for one in found if one), None)


def known_by(sources: Iterable[UUID]) -> dict[UUID, Known]:
    """Return what people are called where they still are, by source."""
    wanted = list(sources)
    return {key: one for provider in _providers.values() for key, one in provider.known(wanted).items()}


def register_unheard(source: Unheard) -> None:
    """Have messages say from whom a person, by account and source, does not hear; call it in `ready()`."""
    _unheard[:] = [source]


def unheard_by(person_id: UUID, own: UUID) -> frozenset[UUID]:
    """Return the sources from whom this person stopped hearing as whom they are in that one company."""
    return frozenset(other for source in _unheard for other in source(person_id, own))
