"""What somebody does about their own seat. The other is told of none of it, except that somebody has left."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.texts import checked_text
from alongside.kernel.errors import Invalid
from alongside.kernel.sealed import seal
from alongside.messaging.enums import Keep, Stand
from alongside.messaging.models import Seat
from alongside.messaging.policies import access_pair, access_seat, other_seat
from alongside.messaging.sealing import DRAFT
from alongside.messaging.services.circle import leave_chair
from alongside.messaging.services.writing import LONGEST, announce_in
from alongside.ui import phrases


@transaction.atomic
def accept(*, actor: Person, conversation_id: UUID, now: datetime) -> None:
    """Say that the actor wants to hear from who asked them: from now on both write. NotFound."""
    access_pair(actor, conversation_id)
    seat = _change(actor, conversation_id, "message.accepted", now, stand=Stand.IN)
    announce_in(seat, other_seat(seat))


@transaction.atomic
def put_off(*, actor: Person, conversation_id: UUID, now: datetime) -> None:
    """Put a request away for now; who asked sees that it waits, as before. NotFound."""
    seat = access_seat(actor, conversation_id, lock=True)
    if seat.stand == Stand.ASKED:
        _change(actor, conversation_id, "message.put_off", now, stand=Stand.NOT_NOW)


@transaction.atomic
def block(*, actor: Person, conversation_id: UUID, now: datetime) -> None:
    """Have the actor hear nothing from the other any more, who is not told and sees no difference. NotFound."""
    access_pair(actor, conversation_id)
    _change(actor, conversation_id, "message.blocked", now, blocked_at=now)


@transaction.atomic
def unblock(*, actor: Person, conversation_id: UUID, now: datetime) -> None:
    """Have the actor hear from the other again, of what is written from now on, here and elsewhere. NotFound.

    What the other asked under another alias meanwhile stays away: to see it appear now would tell whose it is.
    """
    access_pair(actor, conversation_id)
    seat = _change(actor, conversation_id, "message.unblocked", now, blocked_at=None)
    other = other_seat(seat)
    if other:
        theirs = Seat.objects.filter(person=other.person_id).values("conversation")
        unseen = Seat.objects.filter(person=actor, is_unseen=True, conversation__in=theirs)
        unseen.filter(stand=Stand.IN).update(is_unseen=False, blocked_at=None)
        unseen.exclude(stand=Stand.IN).update(blocked_at=None)


@transaction.atomic
def choose_telling(*, actor: Person, conversation_id: UUID, is_told: bool, now: datetime) -> None:
    """Be told of new messages in this conversation, or find them on the page alone. NotFound."""
    _change(actor, conversation_id, "message.telling_chosen", now, is_told=is_told)


@transaction.atomic
def choose_keeping(*, actor: Person, conversation_id: UUID, days: int, now: datetime) -> None:
    """Choose for how long messages are kept; the shorter of both choices holds. Invalid, NotFound."""
    if days not in Keep.values:
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="days")
    seat = _change(actor, conversation_id, "message.keeping_chosen", now, keeps_days=days)
    announce_in(seat, other_seat(seat))


@transaction.atomic
def keep_draft(*, actor: Person, conversation_id: UUID, text: str, now: datetime) -> bool:
    """Keep what the actor has not sent yet, for their eyes alone, and tell whether there is anything.

    Nothing written is no draft, and forgets the one that was there. Invalid, NotFound.
    """
    kept = checked_text(text, field="text", most=LONGEST)
    sealed = seal(actor.data_key_id, kept, what=DRAFT) if kept else None
    _change(actor, conversation_id, "message.draft_kept", now, draft_sealed=sealed)
    return sealed is not None


@transaction.atomic
def leave(*, actor: Person, conversation_id: UUID, now: datetime) -> None:
    """End a conversation: the actor sees nothing of it any more, the other reads on until it is forgotten. NotFound.

    A small circle goes on without them, and says nothing of it.
    """
    seat = _change(actor, conversation_id, "message.left", now, left_at=now, draft_sealed=None)
    conversation = seat.conversation
    if conversation.is_circle:
        leave_chair(seat, now=now)
        return
    conversation.ended_at = conversation.ended_at or now
    conversation.save(update_fields=["ended_at"])
    announce_in(seat, other_seat(seat))


@transaction.atomic
def note_read(*, actor: Person, conversation_id: UUID, number: int) -> None:
    """Note up to which message the actor has read. Nobody else ever sees it."""
    rows = Seat.objects.filter(person=actor, conversation=conversation_id, read_number__lt=number)
    rows.update(read_number=number)


def _change(actor: Person, conversation_id: UUID, action: str, now: datetime, **changes: object) -> Seat:
    seat = access_seat(actor, conversation_id, lock=True)
    for name, value in changes.items():
        setattr(seat, name, value)
    seat.save(update_fields=list(changes))
    record(action, actor=actor.id, subject=seat.id, about=actor.id, now=now)
    return seat
