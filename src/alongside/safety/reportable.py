"""What can be reported, and where there are moderators beside those of the whole place: whoever has such registers it.

Safety knows a post, a message or a member by its kind and id alone. What the one who reports may see of it, and what
can be done to it, the part that owns it answers; nobody reports what they cannot see.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Manager
from django.utils import translation
from django.utils.functional import Promise

from alongside.accounts.models import Person
from alongside.safety.enums import Act, Shows


@dataclass(frozen=True, slots=True)
class File:
    """A picture or a voice note that goes with a piece; `read` returns its bytes, None when it is gone meanwhile."""

    shows: Shows
    read: Callable[[], bytes | None]
    width: int = 0
    height: int = 0
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that was written, as the one who reports sees it: by whom, as they are called there, and when.

    Without a name it is by the one who reports. What is `by_same` is by whoever the thing beside it is about, and of
    its kind.
    """

    id: UUID
    who: str
    at: datetime
    words: str
    files: tuple[File, ...] = ()
    by_same: bool = False


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that can be reported. `about_id` is the account behind it, which no page shows.

    With `chooses` the reporter says which pieces a moderator sees, but for the one that is the thing itself; else it is
    all of them. `back` leads to it. With `is_quoted` the reporter is shown once more what it is. `venue` is where in
    the community it was said: a thread, a room, an event; `where` is what that is called. `by` is who somebody is known
    as there, where they are shown by that name: whoever reports it can stop hearing from them.
    """

    kind: str
    subject: UUID
    name: str
    place: str
    pieces: tuple[Piece, ...]
    about_id: UUID | None
    community_id: UUID | None
    back: str
    chooses: bool = False
    is_quoted: bool = False
    venue: UUID | None = None
    where: str = ""
    by: UUID | None = None

    @property
    def itself(self) -> Piece | None:
        """Return the piece that is the thing itself, None where it is several of which none is more than the others."""
        return next((one for one in self.pieces if one.id == self.subject), None)

    @property
    def others(self) -> tuple[Piece, ...]:
        """Return the pieces that the reporter can show beside it."""
        return tuple(one for one in self.pieces if one.id != self.subject)


@dataclass(frozen=True, slots=True)
class Since:
    """Who else wrote there after something: how many people, and when the last did, None when nobody has.

    Nobody is shown the second: what one person did in two groups would match.
    """

    people: int
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class Doing:
    """How something is done to a thing, within the running transaction: `do` returns what `undo` needs, or ''.

    Where it is done to what several things have in common, `to` returns that, from a thing and what `do` returned. What
    undoes it by the words that were there (`keeps_words`) is kept as long as the evidence. `do_each` does it to many at
    once and returns of each to which it did it what `undo` needs, `undo_each` undoes it: so all of a flood is hidden.
    """

    do: Callable[[UUID, datetime], str]
    undo: Callable[[UUID, str, datetime], None]
    to: Callable[[UUID, str], UUID | None] | None = None
    keeps_words: bool = False
    do_each: Callable[[Collection[UUID], datetime], dict[UUID, str]] | None = None
    undo_each: Callable[[Mapping[UUID, str], datetime], None] | None = None


@dataclass(frozen=True, slots=True)
class Reportable:
    """A kind of things that can be reported: in words, one of them as somebody may see it, what can be done.

    `spared` is what cannot be done to whoever is behind it, for others would see who that is. `since` tells of several
    things, each with the account behind it, who else wrote there afterwards; a kind without it is answered nowhere.
    What `goes_along` only those read who look after a place; unless one of them reported it, it goes with its writer.
    `behind` are the accounts behind what an address to report it names, also where nobody sees it any more: it is for
    keeping them out. `wrote` tells of pieces of this kind which of them somebody wrote, as long as that is kept: it is
    there where others show them beside what another wrote.
    """

    kind: str
    label: str | Promise
    look: Callable[[Person, UUID], Thing | None]
    doings: Mapping[Act, Doing] = field(default_factory=dict)
    spared: frozenset[Act] = frozenset()
    since: Callable[[Mapping[UUID, UUID]], Mapping[UUID, Since]] | None = None
    goes_along: bool = False
    behind: Callable[[UUID], set[UUID]] | None = None
    wrote: Callable[[UUID, Collection[UUID]], set[UUID]] | None = None


@dataclass(frozen=True, slots=True)
class Wards:
    """Communities that have moderators of their own, by id.

    `within(person)` are those somebody looks after, `keepers` the accounts that do, by community; `remove` returns
    what it takes to `let_back` somebody, '' when they were not there. `relieve` takes every role that somebody has in
    them, and returns a word for each of which `reinstate` makes it theirs again. `out(person_id)` are those that
    somebody is out of by now because they were removed, each with whether that is for good. `here_since(pairs)`
    is of a community and somebody each when they came in by the name they have there now; `called(pairs)` that name.
    `written(community, person_id, since)` is what they wrote there by it, of a kind each, and everybody can read; it
    holds the community and all of that, in the order in which somebody who goes does.
    """

    within: Callable[[Person], set[UUID]]
    keepers: Callable[[Iterable[UUID]], Mapping[UUID, set[UUID]]]
    names: Callable[[Iterable[UUID]], Mapping[UUID, str]]
    remove: Callable[[UUID, UUID, bool, datetime], str]
    let_back: Callable[[UUID, UUID, str, datetime], None]
    relieve: Callable[[UUID, datetime], list[str]]
    reinstate: Callable[[UUID, Iterable[str]], None]
    out: Callable[[UUID], Mapping[UUID, bool]]
    here_since: Callable[[Collection[tuple[UUID, UUID]]], Mapping[tuple[UUID, UUID], datetime | None]]
    called: Callable[[Collection[tuple[UUID, UUID]]], Mapping[tuple[UUID, UUID], str]]
    written: Callable[[UUID, UUID, datetime], Sequence[tuple[str, UUID]]]


_kinds: dict[str, Reportable] = {}
_wards: list[Wards] = []


def register_reportable(kind: Reportable) -> None:
    """Add a kind of things; call it in `ready()`. A second one of the same name is a ValueError."""
    if kind.kind in _kinds:
        raise ValueError(f"There is something reportable named {kind.kind} already.")
    _kinds[kind.kind] = kind


def behind(things: "Manager[Any]", person: str, *, by: str = "id") -> Callable[[UUID], set[UUID]]:
    """Return what finds the accounts behind things by the id in their field `by`, with the field that leads to them."""
    return lambda subject: {one for one in things.filter(**{by: subject}).values_list(person, flat=True) if one}


def wrote(things: "Manager[Any]", person: str) -> Callable[[UUID, Collection[UUID]], set[UUID]]:
    """Return what finds those of some things that somebody wrote, with the field that leads to their writers."""
    return lambda who, ids: set(things.filter(**{person: who}, id__in=ids).values_list("id", flat=True))


def kinds_shown_beside() -> dict[str, Callable[[UUID, Collection[UUID]], set[UUID]]]:
    """Return the kinds of things that are shown beside each other, with what tells which of them somebody wrote."""
    return {name: kind.wrote for name, kind in _kinds.items() if kind.wrote}


def reportable(kind: str) -> Reportable | None:
    """Return a kind of things by its name, None for what cannot be reported."""
    return _kinds.get(kind)


def nameless_kinds() -> list[str]:
    """Return the names of the kinds of things behind which somebody may be nameless: those with somebody `spared`."""
    return sorted(name for name, kind in _kinds.items() if kind.spared)


def kinds_that_go_along() -> list[str]:
    """Return the names of the kinds of things that are gone with whoever wrote them."""
    return sorted(name for name, kind in _kinds.items() if kind.goes_along)


def nameless(label: Promise) -> str:
    """Say who has no name, in the language of the place: in their own it would tell who it may be."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(label)


def register_wards(wards: Wards) -> None:
    """Make communities known that have moderators of their own; call it in `ready()`, once."""
    if _wards:
        raise ValueError("There are communities with moderators already.")
    _wards.append(wards)


def looked_after_by(person: Person) -> set[UUID]:
    """Return the communities that somebody moderates."""
    return _wards[0].within(person) if _wards else set()


def keepers_of(community_id: UUID | None) -> set[UUID]:
    """Return the accounts that moderate a community."""
    return keepers_among([community_id]).get(community_id, set()) if community_id else set()


def keepers_among(community_ids: Iterable[UUID | None]) -> Mapping[UUID, set[UUID]]:
    """Return the accounts that moderate communities, by community."""
    wanted = {one for one in community_ids if one is not None}
    return _wards[0].keepers(wanted) if _wards and wanted else {}


def names_of(community_ids: Iterable[UUID | None]) -> Mapping[UUID, str]:
    """Return what communities are called, those alone that are there."""
    wanted = {one for one in community_ids if one is not None}
    return _wards[0].names(wanted) if _wards and wanted else {}


def remove_from(community_id: UUID, person_id: UUID, *, for_good: bool, now: datetime) -> str:
    """Remove somebody from a community, `for_good` or until they ask; return what it takes to let them back."""
    return _wards[0].remove(community_id, person_id, for_good, now) if _wards else ""


def let_back_into(community_id: UUID, person_id: UUID, memo: str, *, now: datetime) -> None:
    """Let somebody back who was removed from a community."""
    if _wards:
        _wards[0].let_back(community_id, person_id, memo, now)


def relieve_everywhere(person_id: UUID, *, now: datetime) -> list[str]:
    """Take every role that somebody has in communities; return a word for each, by which it is given back."""
    return _wards[0].relieve(person_id, now) if _wards else []


def reinstate_everywhere(person_id: UUID, words: Iterable[str]) -> None:
    """Give somebody the roles in communities back that were taken from them."""
    if _wards:
        _wards[0].reinstate(person_id, words)


def out_of(person_id: UUID) -> Mapping[UUID, bool]:
    """Return the communities that somebody is out of because they were removed, each with whether that is for good."""
    return _wards[0].out(person_id) if _wards else {}


def here_since(community_id: UUID | None, person_id: UUID | None) -> datetime | None:
    """Return when somebody came into a community by the name they have there now, None when they are not in it."""
    if community_id is None or person_id is None:
        return None
    return here_since_each([(community_id, person_id)]).get((community_id, person_id))


def here_since_each(pairs: Collection[tuple[UUID, UUID]]) -> Mapping[tuple[UUID, UUID], datetime | None]:
    """Return the same of many, by community and person; nothing of who is not in it."""
    return _wards[0].here_since(pairs) if _wards and pairs else {}


def called_each(pairs: Collection[tuple[UUID, UUID]]) -> Mapping[tuple[UUID, UUID], str]:
    """Return what people are called in communities, by community and person; nothing of who is not in it."""
    return _wards[0].called(pairs) if _wards and pairs else {}


def written_lately(community_id: UUID, person_id: UUID, *, since: datetime) -> Sequence[tuple[str, UUID]]:
    """Return what somebody wrote in a community by the name they have there, of a kind each, and all can read, held."""
    return _wards[0].written(community_id, person_id, since) if _wards else ()
