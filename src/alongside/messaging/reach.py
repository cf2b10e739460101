"""Whom somebody may write to, and what the two are called: ties of a circle, and whoever registered in `ui.letters`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.circles.enums import TieState
from alongside.circles.models import Tie
from alongside.circles.names import names_of
from alongside.kernel.errors import NotFound
from alongside.messaging.enums import Origin, Stand
from alongside.messaging.models import Seat
from alongside.ui import letters

NOBODY_NAMED = _("Somebody who is not there any more")
IN_CIRCLE_AS = _("In your circle: %(relation)s")
YOU_SUPPORT_THEM = _("You support them")


@dataclass(frozen=True, slots=True)
class Whom:
    """Somebody to write to first: what the two are to each other, and the account behind, which no page shows.

    `place` is how the writer knows them: from their circle and as what, because they support them, or by which group,
    which is `company_id`.
    """

    origin: Origin
    own: UUID
    other: UUID
    person_id: UUID
    name: str
    place: str = ""
    begins_slowly: bool = False
    company_id: UUID | None = None

    @property
    def known(self) -> tuple[str, ...]:
        """Return what the two are called in their group, to each other; nothing for a tie."""
        called = letters.known_by([self.own, self.other]) if self.origin == Origin.GROUP else {}
        return tuple(one.name for one in called.values())

    @property
    def pair(self) -> str:
        """Name the two by where they come from, whoever of them asks."""
        sources = sorted({str(self.own), str(self.other)})
        return ":".join([self.origin, *sources])

    @property
    def stand(self) -> Stand:
        """Tell where the other begins: in a group they are asked first, in a tie they said yes long ago."""
        return Stand.IN if self.origin == Origin.TIE else Stand.ASKED


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The other of a conversation, as the reader may see them; without `can_write` nothing leads to them any more.

    `place` is as with `Whom`. Of a small circle: how many `readers` it has, and how many were asked and may come yet.
    """

    name: str
    place: str
    can_write: bool
    readers: int = 0
    waiting: int = 0


def ties_to_write_to(actor: Person) -> list[Whom]:
    """Return the people the actor is tied to, on either side of an accepted tie, who have an account."""
    ties = Tie.objects.filter(state=TieState.ACCEPTED, supporter__person__isnull=False)
    rows = list(ties.filter(Q(owner=actor) | Q(supporter__person=actor)).select_related("owner", "supporter__person"))
    names = names_of([row for row in rows if row.owner_id == actor.id])
    return sorted((_tied(row, actor, names) for row in rows), key=lambda one: (one.name.casefold(), str(one.own)))


def group_members_to_write_to(actor: Person, *, now: datetime) -> list[Whom]:
    """Return who in the actor's groups lets them write first."""
    return [_known(one) for one in letters.reached_by(actor, now=now)]


def to_ask_into_circle(actor: Person, company_id: UUID | None, *, now: datetime) -> list[Whom]:
    """Return whom the actor may ask into a small circle: members of one group, or people of their own circle.

    Never of both, nor of a circle they support: nobody is to learn who goes by which name where.
    """
    if company_id:
        return [_known(one) for one in letters.reached_by(actor, now=now) if one.known.company_id == company_id]
    own = set(Tie.objects.filter(owner=actor, state=TieState.ACCEPTED).values_list("id", flat=True))
    return [one for one in ties_to_write_to(actor) if one.own in own]


def companies_of(actor: Person, *, now: datetime) -> dict[UUID, str]:
    """Return the groups in which the actor may ask people into a small circle, by id, with their names."""
    return {one.known.company_id: one.known.company for one in letters.reached_by(actor, now=now)}


def access_whom(actor: Person, origin: str, source: UUID, *, now: datetime) -> Whom:
    """Return somebody the actor may write to first; NotFound for everybody else, for whatever reason."""
    if origin == Origin.TIE:
        whom = next((one for one in ties_to_write_to(actor) if one.own == source), None)
    else:
        reached = letters.reach(actor, source, now=now)
        whom = _known(reached) if reached and origin == Origin.GROUP else None
    if whom is None:
        raise NotFound
    return whom


def access_met(actor: Person, source: UUID) -> Whom:
    """Return somebody who is in a group with the actor, whom they may stop hearing; NotFound for everybody else."""
    met = letters.meet(actor, source)
    if met is None:
        raise NotFound
    return _known(met)


def _tied(row: Tie, actor: Person, names: Mapping[UUID, str]) -> Whom:
    assert row.supporter  # noqa: S101 - accepted, by a person
    assert row.supporter.person_id  # noqa: S101 - asked for above
    is_owner = row.owner_id == actor.id
    name = names.get(row.id, str(NOBODY_NAMED)) if is_owner else row.owner.alias
    other = row.supporter.person_id if is_owner else row.owner_id
    return Whom(Origin.TIE, row.id, row.id, other, name, _how_tied(row, is_owner=is_owner))


def _how_tied(row: Tie, *, is_owner: bool) -> str:
    """Return how somebody knows the other of a tie. What they are to its owner is the owner's to see."""
    return str(IN_CIRCLE_AS) % {"relation": row.get_relation_display()} if is_owner else str(YOU_SUPPORT_THEM)


def _known(one: letters.Reached) -> Whom:
    known = one.known
    place, begins_slowly, company_id = known.company, one.begins_slowly, known.company_id
    return Whom(Origin.GROUP, one.own, one.other, one.person_id, known.name, place, begins_slowly, company_id)


def counterparts(pairs: Iterable[tuple[Seat, Seat | None]]) -> dict[UUID, Counterpart]:
    """Return the other of each conversation by the id of the reader's seat, from (reader's, other's) seats."""
    rows = list(pairs)
    tied = {own.source for own, _other in rows if own.conversation.origin == Origin.TIE}
    ties = {row.id: row for row in Tie.objects.filter(id__in=tied).select_related("owner", "supporter__person")}
    names = names_of([row for row in ties.values() if any(own.person_id == row.owner_id for own, _other in rows)])
    known = letters.known_by({seat.source for pair in rows for seat in pair if seat and seat.source not in tied})
    return {own.id: _counterpart(own, other, ties, names, known) for own, other in rows}


def _counterpart(
    own: Seat,
    other: Seat | None,
    ties: Mapping[UUID, Tie],
    names: Mapping[UUID, str],
    known: Mapping[UUID, letters.Known],
) -> Counterpart:
    if other is None:
        return Counterpart(str(NOBODY_NAMED), "", can_write=False)
    if own.conversation.origin == Origin.TIE:
        return _tied_counterpart(own, other, ties.get(own.source), names)
    mine, theirs = known.get(own.source), known.get(other.source)
    if mine is None or theirs is None:
        return Counterpart(str(NOBODY_NAMED), mine.company if mine else "", can_write=False)
    return Counterpart(theirs.name, theirs.company, can_write=True)


def _tied_counterpart(own: Seat, other: Seat, tie: Tie | None, names: Mapping[UUID, str]) -> Counterpart:
    if tie is None or tie.state != TieState.ACCEPTED or tie.supporter is None:
        return Counterpart(str(NOBODY_NAMED), "", can_write=False)
    if {own.person_id, other.person_id} != {tie.owner_id, tie.supporter.person_id}:
        return Counterpart(str(NOBODY_NAMED), "", can_write=False)
    is_owner = own.person_id == tie.owner_id
    name = names.get(tie.id, str(NOBODY_NAMED)) if is_owner else tie.owner.alias
    return Counterpart(name, _how_tied(tie, is_owner=is_owner), can_write=True)
