"""Communities that hold meetings: how whoever has communities and whoever holds meetings know of each other.

Whoever has communities registers what may be known of them; whoever holds meetings registers what a community is shown
of its own, and hears what becomes of it. Neither knows the other. All of it runs in the transaction of whoever calls.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef


@dataclass(frozen=True, slots=True)
class Community:
    """A community as one person may know it. `alias` is theirs in it, '' for whoever is not; `keeps`: they host it.

    `is_public` says that everybody may know of it and of what it holds.
    """

    id: UUID
    name: str
    path: str
    alias: str
    keeps: bool
    is_public: bool


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a community: `id` names them to the others there, `person` only to us."""

    id: UUID
    person: UUID
    alias: str
    keeps: bool


Whose = UUID | OuterRef


@dataclass(frozen=True, slots=True)
class Communities:
    """Who has communities. `within` gives the ids of those a person is in, and `kept_by` of those they host, to be
    asked for within a statement, whose words may also say who (`Whose`); `find` one as a person may know it, None when
    they must not; `members` who is in one, and `listed` who of those is listed to a person. `hold` keeps one as it is
    until the transaction ends. `shows` tells whether everybody may know of what one holds, None once it is closed or
    nobody is in it.
    """

    within: Callable[[Whose], Any]
    kept_by: Callable[[Whose], Any]
    find: Callable[[UUID, UUID], Community | None]
    members: Callable[[UUID], list[Member]]
    listed: Callable[[UUID, UUID, datetime], list[Member]]
    hold: Callable[[UUID], None]
    shows: Callable[[UUID], bool | None]


@dataclass(frozen=True, slots=True)
class Held:
    """Something a community holds: what it is called, where its page is, and in words when it is next, or ''."""

    name: str
    path: str
    when: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds meetings: those of a community, and the address at which its hosts begin one.

    `changed` is told whether everybody may know of what a community holds; `left` that a person is not in it any more;
    `ended` that there is no such community any more.
    """

    held: Callable[[UUID, datetime], list[Held]]
    begin_path: Callable[[UUID], str]
    changed: Callable[[UUID, bool, datetime], None]
    left: Callable[[UUID, UUID, datetime], None]
    ended: Callable[[UUID, datetime], None]


_communities: list[Communities] = []
_holders: list[Holder] = []


def register_communities(communities: Communities) -> None:
    """Make known who has communities; call it in `ready()`. There is one: a second is a ValueError."""
    _register(_communities, communities)


def register_holder(holder: Holder) -> None:
    """Make known who holds meetings; call it in `ready()`. There is one: a second is a ValueError."""
    _register(_holders, holder)


def _register(known: list[Any], one: Any) -> None:
    if known:
        raise ValueError("There is one already.")
    known.append(one)


def within(person: Whose) -> Any:
    """Return the ids of the communities somebody is in, for a condition."""
    return _communities[0].within(person) if _communities else ()


def kept_by(person: Whose) -> Any:
    """Return the ids of the communities somebody hosts, for a condition."""
    return _communities[0].kept_by(person) if _communities else ()


def find_community(person: UUID, community: UUID) -> Community | None:
    """Return a community as somebody may know it, None when they must not know of it."""
    return _communities[0].find(person, community) if _communities else None


def members_of(community: UUID) -> list[Member]:
    """Return who is in a community."""
    return _communities[0].members(community) if _communities else []


def listed_to(person: UUID, community: UUID, *, now: datetime) -> list[Member]:
    """Return who of a community is listed to somebody in it; nobody to whoever is not."""
    return _communities[0].listed(person, community, now) if _communities else []


def hold_community(community: UUID) -> None:
    """Keep a community as it is until the transaction ends."""
    for one in _communities:
        one.hold(community)


def shows_to_everybody(community: UUID) -> bool | None:
    """Tell whether everybody may know of what a community holds; None when it is closed or not there any more."""
    return _communities[0].shows(community) if _communities else None


def held_by(community: UUID, *, now: datetime) -> list[Held]:
    """Return what a community holds, the next first."""
    return [one for holder in _holders for one in holder.held(community, now)]


def begin_path(community: UUID) -> str:
    """Return where the hosts of a community begin a meeting, '' where nothing holds any."""
    return _holders[0].begin_path(community) if _holders else ""


def community_changed(community: UUID, *, is_public: bool, now: datetime) -> None:
    """Tell whether everybody may know of what a community holds."""
    for holder in _holders:
        holder.changed(community, is_public, now)


def community_left(community: UUID, person: UUID, *, now: datetime) -> None:
    """Tell that somebody is not in a community any more."""
    for holder in _holders:
        holder.left(community, person, now)


def community_ended(community: UUID, *, now: datetime) -> None:
    """Tell that there is no such community any more."""
    for holder in _holders:
        holder.ended(community, now)
