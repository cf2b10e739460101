"""Reads of small circles: what its people are called there, who asks into one, and what to know before saying yes."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from alongside.accounts.models import Person
from alongside.circles.models import Tie
from alongside.circles.names import names_of
from alongside.kernel.sealed import unseal_all
from alongside.messaging.enums import Origin, Stand
from alongside.messaging.models import Chair, Seat
from alongside.messaging.policies import other_seats, still_there, visible_chairs
from alongside.messaging.reach import NOBODY_NAMED, Counterpart
from alongside.messaging.sealing import CALLED
from alongside.ui import letters, phrases

MOST_ASKED = 10


@dataclass(frozen=True, slots=True)
class Company:
    """A small circle as one of it sees it: who else is in it now, and how many have not answered.

    Who these are (`asked`) is told to nobody but who asked them, by the names they asked them by. `unheard` are the
    names of those from whom the reader does not hear: it is theirs alone.
    """

    names: list[str]
    waiting: int
    asked: list[str] = field(default_factory=list)
    unheard: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Asked:
    """That somebody asks into a small circle: who, where from, how many they asked, and what nobody else is told.

    `inside`: what those are called who said yes already, apart from who asks; only on the page where one answers.
    `knows_stopped`: somebody is in it or asked whom the reader does not hear from, in the same group.
    """

    id: UUID
    name: str
    place: str
    asked: int
    needs_name: bool
    knows_stopped: bool
    inside: list[str] = field(default_factory=list)


def names_in(seats: Sequence[Seat]) -> dict[UUID, str]:
    """Return what people are called in their small circles, by seat: their alias of the group, or what they chose."""
    chosen = unseal_all([seat.name_sealed for seat in seats], what=CALLED)
    known = letters.known_by({seat.source for seat in seats if seat.conversation.origin == Origin.GROUP})
    named = {seat.id: name for seat, name in zip(seats, chosen, strict=True) if name}
    return {seat.id: named.get(seat.id) or _alias(seat, known) for seat in seats}


def _alias(seat: Seat, known: Mapping[UUID, letters.Known]) -> str:
    one = known.get(seat.source)
    return one.name if one else str(NOBODY_NAMED)


def called_in(seat: Seat) -> tuple[str, ...]:
    """Return what all of a conversation or small circle of a group are called in it, the reader among them."""
    return tuple(names_in([seat, *other_seats(seat)]).values())


def circles_as_seen(seats: Sequence[Seat]) -> dict[UUID, Counterpart]:
    """Return how each small circle stands in the list, by the id of the reader's seat: the names of the others."""
    ids = [seat.conversation_id for seat in seats]
    rows = list(Seat.objects.filter(conversation__in=ids, left_at=None).select_related("conversation")) if ids else []
    there = still_there(rows)
    names, places = names_in(there), letters.known_by({seat.source for seat in seats}) if seats else {}
    waiting = _not_in_yet(ids)
    seen = {}
    for seat in seats:
        inside = [row for row in there if row.conversation_id == seat.conversation_id]
        others = sorted(names[row.id] for row in inside if row.id != seat.id)
        seen[seat.id] = Counterpart(
            ", ".join(others) or str(phrases.A_SMALL_CIRCLE),
            places[seat.source].company if seat.source in places else "",
            can_write=True,
            readers=len(others) + 1,
            waiting=waiting[seat.conversation_id],
        )
    return seen


def _not_in_yet(conversation_ids: Sequence[UUID]) -> Counter[UUID]:
    """Count who was asked into small circles and is not in them. Who put it off is among them."""
    rows = Chair.objects.filter(conversation__in=conversation_ids).exclude(stand=Stand.IN)
    return Counter(rows.values_list("conversation", flat=True)) if conversation_ids else Counter()


def company_of(seat: Seat, unheard: Collection[UUID]) -> Company:
    """Return who else is in a small circle now. Who put it off is among those who have not answered."""
    rows = Seat.objects.filter(conversation=seat.conversation_id, left_at=None).select_related("conversation")
    others = [row for row in still_there(rows) if row.id != seat.id]
    names = names_in(others)
    return Company(
        _sorted(names.values()),
        _not_in_yet([seat.conversation_id]).total(),
        asked=_asked_by(seat),
        unheard=_sorted(names[row.id] for row in others if row.source in unheard),
    )


def _asked_by(seat: Seat) -> list[str]:
    """Return whom somebody asked into a small circle who is not in it: all alike, whether they put it off or not."""
    rows = Chair.objects.filter(conversation=seat.conversation_id)
    if not rows.filter(person=seat.person_id, began=True).exists():
        return []
    sources = list(rows.exclude(stand=Stand.IN).values_list("source", flat=True))
    if seat.conversation.origin == Origin.TIE:
        names: Mapping[UUID, str] = names_of(Tie.objects.filter(owner=seat.person_id, id__in=sources))
    else:
        names = {source: one.name for source, one in letters.known_by(set(sources)).items()}
    return _sorted(names.get(source) or str(NOBODY_NAMED) for source in sources)


def _sorted(names: Iterable[str]) -> list[str]:
    return sorted(names, key=str.casefold)


def asked_into(actor: Person) -> list[Asked]:
    """Return the small circles that the actor is asked into and has not answered, the latest first."""
    return _asked(still_there(visible_chairs(actor).order_by("-created_at", "id")[:MOST_ASKED]))


def asked_of(chair: Chair) -> Asked:
    """Return what somebody sees who is asked: who asks, who is in it already, and what they should know first."""
    began = Chair.objects.filter(conversation=chair.conversation_id, began=True).values("person")
    seats = Seat.objects.filter(conversation=chair.conversation_id, left_at=None).select_related("conversation")
    inside = names_in(still_there(seats.exclude(person__in=began)))
    return replace(_asked([chair])[0], inside=_sorted(inside.values()))


def _asked(chairs: Sequence[Chair]) -> list[Asked]:
    rows = list(Chair.objects.filter(conversation__in=[one.conversation_id for one in chairs]).select_related("person"))
    began = {row.conversation_id: row for row in rows if row.began}
    known = letters.known_by({row.source for row in began.values()})
    stopped = _stopped(chairs, rows)
    return [
        Asked(
            chair.conversation_id,
            *_who_asks(chair, began.get(chair.conversation_id), known),
            asked=sum(row.conversation_id == chair.conversation_id for row in rows),
            needs_name=chair.conversation.origin == Origin.TIE,
            knows_stopped=chair.id in stopped,
        )
        for chair in chairs
    ]


def _who_asks(chair: Chair, began: Chair | None, known: Mapping[UUID, letters.Known]) -> tuple[str, str]:
    if began and chair.conversation.origin == Origin.TIE:
        return began.person.alias, ""
    one = known.get(began.source) if began else None
    return (one.name, one.company) if one else (str(NOBODY_NAMED), "")


def _stopped(chairs: Sequence[Chair], rows: Sequence[Chair]) -> set[UUID]:
    """Return those chairs whose people stopped hearing from somebody there, as who they are there.

    Of elsewhere nothing is said: it would tell that two aliases are one person.
    """
    own = {chair.person_id for chair in chairs}
    seats = Seat.objects.filter(
        conversation__seats__person__in=own,
        conversation__seats__source__in=[chair.source for chair in chairs],
        conversation__seats__blocked_at__isnull=False,
        conversation__seats__is_unseen=False,
    )
    pairs = set(seats.values_list("person", "conversation__seats__person", "conversation__seats__source"))
    there = {(row.conversation_id, row.person_id) for row in rows if row.place}
    return {
        chair.id
        for chair in chairs
        for other, person, source in pairs
        if (person, source) == (chair.person_id, chair.source) and (chair.conversation_id, other) in there
        if other != person
    }
