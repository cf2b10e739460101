"""Who may see what of messages. The only door to a row: `visible_*` filters, `access_*` fetches one.

A conversation is there for those who sit in it and have not left it; for everybody else it never was.
"""

from uuid import UUID

from django.db.models import Q, QuerySet

from alongside.accounts.models import Person
from alongside.kernel.errors import NotFound
from alongside.messaging.models import Conversation, Message, Seat


def visible_seats(actor: Person) -> QuerySet[Seat]:
    """Return where the actor sits; nobody else sees that."""
    return Seat.objects.filter(person=actor, left_at=None, is_unseen=False).select_related("conversation", "person")


def access_seat(actor: Person, conversation_id: UUID, *, lock: bool = False) -> Seat:
    """Return the actor's seat in a conversation, which `lock` holds as a whole; NotFound when they have none."""
    if lock:
        list(Conversation.objects.filter(id=conversation_id).select_for_update(no_key=True))
    seat = visible_seats(actor).filter(conversation=conversation_id).first()
    if seat is None:
        raise NotFound
    return seat


def other_seat(seat: Seat) -> Seat | None:
    """Return the seat of the other, None once they have erased their account. For services: pages show none of it."""
    others = Seat.objects.filter(conversation=seat.conversation_id).exclude(id=seat.id)
    return others.select_related("person").first()


def visible_messages(seat: Seat) -> QuerySet[Message]:
    """Return what somebody reads in a conversation: what they wrote, and what was written to them while they heard."""
    rows = Message.objects.filter(conversation=seat.conversation_id)
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
