"""Who may see what of messages. The only door to a row: `visible_*` filters, `access_*` fetches one.

A conversation is there for those who sit in it and have not left it; for everybody else it never was.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.accounts.models import Person
from alongside.circles.enums import TieState
from alongside.circles.models import Tie
from alongside.kernel.errors import NotFound
from alongside.kernel.statements import Statement
from alongside.messaging.enums import Origin, Stand
from alongside.messaging.models import Chair, Conversation, Message, Seat
from alongside.ui import letters

Sitting = TypeVar("Sitting", bound=Seat | Chair)


def visible_seats(actor: Person) -> QuerySet[Seat]:
    """Return where the actor sits; nobody else sees that."""
    return Seat.objects.filter(person=actor, left_at=None, is_unseen=False).select_related("conversation", "person")


def access_seat(actor: Person, conversation_id: UUID, *, lock: bool = False) -> Seat:
    """Return the actor's seat in a conversation, which `lock` holds as a whole; NotFound when they have none."""
    if lock:
        list(Conversation.objects.filter(id=conversation_id).select_for_update(no_key=True))
    seat = visible_seats(actor).filter(conversation=conversation_id).first()
    if seat is None or not still_there([seat]):
        raise NotFound
    return seat


def still_there(seats: Iterable[Sitting]) -> list[Sitting]:
    """Return those seats whose people still are of where a small circle comes from: its owner's ties, or its group.

    Who is no longer has no place in it, as if they had left. For conversations of two nothing is left out.
    """
    rows = list(seats)
    there = _sources_there({row.source for row in rows if row.conversation.is_circle})
    # The owner of the circle that ties belong to has no tie in it: their source is the conversation itself.
    return [row for row in rows if not row.conversation.is_circle or row.source in {*there, row.conversation_id}]


def _sources_there(sources: set[UUID]) -> set[UUID]:
    if not sources:
        return set()
    ties = Tie.objects.filter(id__in=sources, state=TieState.ACCEPTED).values_list("id", flat=True)
    return {*ties, *letters.known_by(sources)}


def visible_chairs(actor: Person) -> QuerySet[Chair]:
    """Return where the actor is asked into a small circle and has not answered."""
    rows = Chair.objects.filter(person=actor, stand=Stand.ASKED, conversation__ended_at=None)
    return rows.select_related("conversation", "person")


def access_chair(actor: Person, conversation_id: UUID, *, lock: bool = False) -> Chair:
    """Return where the actor is asked, its conversation held with `lock`; NotFound."""
    if lock:
        list(Conversation.objects.filter(id=conversation_id).select_for_update(no_key=True))
    chair = visible_chairs(actor).filter(conversation=conversation_id).first()
    if chair is None or not still_there([chair]):
        raise NotFound
    return chair


def access_pair(actor: Person, conversation_id: UUID, *, lock: bool = False) -> Seat:
    """Return the actor's seat in a conversation of two; NotFound, in a small circle as well."""
    seat = access_seat(actor, conversation_id, lock=lock)
    if seat.conversation.is_circle:
        raise NotFound
    return seat


def other_seats(seat: Seat) -> list[Seat]:
    """Return everybody else who sits there. For services: pages show none of it."""
    others = Seat.objects.filter(conversation=seat.conversation_id).exclude(id=seat.id)
    if not seat.conversation.is_circle:
        return list(others.select_related("person", "conversation"))
    return still_there(others.filter(left_at=None).select_related("person", "conversation"))


def other_seat(seat: Seat) -> Seat | None:
    """Return the seat of the other, None once they have erased their account. For services: pages show none of it."""
    others = Seat.objects.filter(conversation=seat.conversation_id).exclude(id=seat.id)
    return others.select_related("person").first()


def waits_for_yes(seat: Seat, other: Seat) -> bool:
    """Tell whether somebody wrote to the other of a conversation of two, who has not said yes to it yet.

    What the other wrote before this was there for them (`begins_after`) was no yes to it.
    """
    has_asked = seat.conversation.last_number > seat.begins_after
    return has_asked and (other.stand != Stand.IN or (seat.stand == Stand.IN and seat.begins_after > 0))


def visible_messages(seat: Seat) -> QuerySet[Message]:
    """Return what somebody reads in a conversation: what they wrote, and what was written to them while they heard."""
    rows = Message.objects.filter(conversation=seat.conversation_id, number__gt=seat.begins_after)
    return rows.filter(Q(seat=seat) | Q(for_writer_alone=False)) if seat.left_at is None else rows.none()


def access_message(seat: Seat, message_id: UUID) -> Message:
    """Return a message that this person reads here and that was not taken back; NotFound."""
    row = visible_messages(seat).filter(id=message_id, taken_back_at=None).first()
    if row is None:
        raise NotFound
    return row


def access_own_message(seat: Seat, message_id: UUID) -> Message:
    """Return a message that this person wrote here; NotFound."""
    row = visible_messages(seat).filter(seat=seat, id=message_id).first()
    if row is None:
        raise NotFound
    return row


def stopped(person_id: UUID, own: UUID) -> set[tuple[UUID, UUID]]:
    """Return who stopped hearing from whom, as whom they are known, where one is somebody as who they are (`own`).

    What one of them does not see, as they stopped it elsewhere, tells nothing here.
    """
    return {(by, other) for by, other in _stopped(person=person_id, own=own) if by != other}


def stopped_by(person_id: UUID) -> set[tuple[UUID, UUID]]:
    """Return as whom somebody stopped hearing from whom, wherever they are known: for what is theirs alone."""
    seats = Seat.objects.filter(person=person_id, blocked_at__isnull=False, is_unseen=False)
    pairs = seats.filter(conversation__is_circle=False).values_list("source", "conversation__seats__source")
    return {(by, other) for by, other in pairs if by != other}


def unheard_in(seat: Seat) -> frozenset[UUID]:
    """Return from whom the reader of a small circle of a group does not hear, as who they are there.

    What these write is folded for that reader alone. Only what was stopped in the same group counts.
    """
    if not _is_of_group(seat):
        return frozenset()
    return frozenset(other for by, other in stopped(seat.person_id, seat.source) if by == seat.source)


def those_who_hear(seat: Seat, others: Sequence[Seat]) -> list[Seat]:
    """Return who of the others is told when somebody writes: in a small circle not who does not hear from them."""
    if not _is_of_group(seat):
        return [other for other in others if other.blocked_at is None]
    deaf = {by for by, other in stopped(seat.person_id, seat.source) if other == seat.source}
    return [other for other in others if other.source not in deaf]


def _is_of_group(seat: Seat) -> bool:
    return seat.conversation.is_circle and seat.conversation.origin == Origin.GROUP


def folded_for(actor: Person) -> Q:
    """Return what tells the messages that are folded for somebody: in small circles, of whom they do not hear there.

    As `unheard_in`: only what they stopped as who they are in that circle counts.
    """
    here = Seat.objects.filter(person=actor, conversation=OuterRef(OuterRef("conversation"))).values("source")
    pairs = Seat.objects.filter(
        source=OuterRef("seat__source"),
        conversation__is_circle=False,
        conversation__origin=Origin.GROUP,
        conversation__seats__person=actor,
        conversation__seats__blocked_at__isnull=False,
        conversation__seats__is_unseen=False,
        conversation__seats__source__in=here,
    )
    return Q(conversation__is_circle=True) & Q(Exists(pairs.exclude(person=actor)))


def stopped_anywhere(by: Iterable[UUID], of: Iterable[UUID]) -> set[tuple[UUID, UUID]]:
    """Return which of some accounts stopped hearing from which others, whatever they are known as to each other."""
    rows = Seat.objects.filter(person__in=by, blocked_at__isnull=False, conversation__is_circle=False)
    pairs = rows.filter(conversation__seats__person__in=of).values_list("person", "conversation__seats__person")
    return {(person, other) for person, other in pairs if person != other}


def _stopped_by_one(person: UUID, own: UUID) -> QuerySet[Seat, Any]:
    theirs = Seat.objects.filter(person=person, source=own, conversation__is_circle=False).values("conversation")
    rows = Seat.objects.filter(conversation__in=theirs, blocked_at__isnull=False, is_unseen=False)
    return rows.values_list("source", "conversation__seats__source")


_stopped = Statement(_stopped_by_one, person=UUID, own=UUID)


def written_to(person: Person) -> QuerySet[Any, UUID]:
    """Return the ids of all messages that others wrote where somebody sits, or sat."""
    rows = Message.objects.filter(conversation__seats__person=person).exclude(seat__person=person)
    return rows.values_list("id", flat=True)


def readers_of(message_ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """Return of each of these messages for whom it was written."""
    found: dict[UUID, set[UUID]] = {}
    rows = Message.objects.filter(id__in=message_ids)
    for message_id, writer, reader in rows.values_list("id", "seat__person", "conversation__seats__person"):
        if reader != writer:
            found.setdefault(message_id, set()).add(reader)
    return found
