"""Who may write to whom beside the people of a circle: members of one company, such as a group.

Whoever has such companies registers here; messages ask and know none by name. A person is known there by a source, the
row of who they are in that one company, and by nothing that would lead to another.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
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

    `person_id` is the account behind the other, which no page ever shows. Who `begins_slowly` sends no links yet; only
    `reach` says so.
    """

    own: UUID
    other: UUID
    person_id: UUID
    known: Known
    begins_slowly: bool = False


@dataclass(frozen=True, slots=True)
class Provider:
    """Who has companies: whom a person may write to first, one of them by source, and who still is there as whom.

    `meet` returns whoever is in one company with a person, by source, whether they may write to them or not.
    """

    reached: Callable[[Any, datetime], list[Reached]]
    reach: Callable[[Any, UUID, datetime], Reached | None]
    known: Callable[[Iterable[UUID]], Mapping[UUID, Known]]
    meet: Callable[[Any, UUID], Reached | None]


# Who stopped hearing from whom, each by source, for somebody by account and source: they are one of the two.
Stopped = Callable[[UUID, UUID], Iterable[tuple[UUID, UUID]]]
# The same of one account wherever it is known: as whom they stopped hearing from whom.
StoppedBy = Callable[[UUID], Iterable[tuple[UUID, UUID]]]
# Which accounts stopped hearing from which others, of these and those.
StoppedAnywhere = Callable[[Iterable[UUID], Iterable[UUID]], Iterable[tuple[UUID, UUID]]]
_providers: dict[str, Provider] = {}
_stopped: list[Stopped] = []
_stopped_by: list[StoppedBy] = []
_stopped_anywhere: list[StoppedAnywhere] = []


def register_letters(name: str, provider: Provider) -> None:
    """Add who has companies; call it in `ready()`. A second one of the same name is a ValueError."""
    if name in _providers:
        raise ValueError(f"There are letters named {name} already.")
    _providers[name] = provider


def reached_by(person: Any, *, now: datetime) -> list[Reached]:
    """Return everybody this person may write to first."""
    return [one for provider in _providers.values() for one in provider.reached(person, now)]


def reach(person: Any, source: UUID, *, now: datetime) -> Reached | None:
    """Return one of those by their source; None when this person may not write to them first, for whatever reason."""
    found = (provider.reach(person, source, now) for provider in _providers.values())
    return next((one for one in found if one), None)


def meet(person: Any, source: UUID) -> Reached | None:
    """Return somebody who is in one company with this person, by their source; None for everybody else."""
    found = (provider.meet(person, source) for provider in _providers.values())
    return next((one for one in found if one), None)


def known_by(sources: Iterable[UUID]) -> dict[UUID, Known]:
    """Return what people are called where they still are, by source."""
    wanted = list(sources)
    return {key: one for provider in _providers.values() for key, one in provider.known(wanted).items()}


def register_stopped(stopped: Stopped, stopped_by: StoppedBy) -> None:
    """Have messages say who does not hear from whom any more; call it in `ready()`."""
    _stopped[:] = [stopped]
    _stopped_by[:] = [stopped_by]


def unheard_by(person_id: UUID, own: UUID) -> frozenset[UUID]:
    """Return the sources from whom this person stopped hearing as whom they are in that one company."""
    return frozenset(other for source in _stopped for by, other in source(person_id, own) if by == own)


def unheard_as(person_id: UUID, owns: Collection[UUID]) -> frozenset[UUID]:
    """Return the same for several companies at once, as whom they are in each."""
    return frozenset(other for source in _stopped_by for by, other in source(person_id) if by in owns)


def register_stopped_anywhere(stopped: StoppedAnywhere) -> None:
    """Have messages say which accounts stopped hearing from which, wherever that was; call it in `ready()`."""
    _stopped_anywhere[:] = [stopped]


def stopped_anywhere(by: Iterable[UUID], of: Iterable[UUID]) -> frozenset[tuple[UUID, UUID]]:
    """Return which of some accounts stopped hearing from which others, in any company. It is shown to nobody."""
    people, others = list(by), list(of)
    return frozenset(pair for source in _stopped_anywhere for pair in source(people, others))


def apart_from(person_id: UUID, own: UUID) -> frozenset[UUID]:
    """Return those same, and the sources in that company who stopped hearing from this person: no page shows who."""
    pairs = (pair for source in _stopped for pair in source(person_id, own))
    return frozenset(other if by == own else by for by, other in pairs)
