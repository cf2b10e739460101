"""What somebody does about their own seat. The other is told of none of it, except that somebody has left."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.texts import checked_text
from alongside.kernel.errors import Invalid
from alongside.kernel.holding import hold
from alongside.kernel.ratelimit import count_try
from alongside.kernel.sealed import seal
from alongside.messaging.enums import Keep, Stand
from alongside.messaging.models import Conversation, Seat
from alongside.messaging.policies import access_pair, access_seat, other_seat
from alongside.messaging.reach import access_met
from alongside.messaging.sealing import DRAFT
from alongside.messaging.services.beginning import hear_again, show_from_now_on
from alongside.messaging.services.circle import leave_chair
from alongside.messaging.services.writing import LONGEST, announce_in
from alongside.ui import phrases

STOPPED_A_DAY = 100


@transaction.atomic
def accept(*, actor: Person, conversation_id: UUID, now: datetime) -> None:
    """Say that the actor wants to hear from who asked them: from now on both write. NotFound.

    Where nobody asked them, nothing is to be said.
    """
    if access_pair(actor, conversation_id, lock=True).stand == Stand.IN:
        return
    seat = _change(actor, conversation_id, "message.accepted", now, stand=Stand.IN)
    Seat.objects.filter(conversation=seat.conversation_id).update(begins_after=0)
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


def stop_hearing(*, actor: Person, source: UUID, now: datetime) -> UUID:
    """Have the actor hear nothing from a member of their group any more; return their conversation. NotFound, TooMany.

    Where the two never wrote to each other it is not there for the other, until they write first.
    """
    count_try("messaging.stop", str(actor.id), limit=STOPPED_A_DAY, window=timedelta(days=1), now=now)
    with transaction.atomic():
        whom = access_met(actor, source)
        hold(Person, sorted([actor.id, whom.person_id]))
        row, is_new = Conversation.objects.select_for_update(no_key=True).get_or_create(
            pair=whom.pair, ended_at=None, defaults={"created_at": now, "origin": whom.origin}
        )
        if is_new:
            both = {"created_at": now, "conversation": row}
            asked = Seat(**both, person=actor, source=whom.own, stand=Stand.ASKED)
            unseen = Seat(**both, person_id=whom.person_id, source=whom.other, stand=Stand.IN, is_unseen=True)
            Seat.objects.bulk_create([asked, unseen])
        show_from_now_on(actor, row, now=now, stand=Stand.ASKED)
        block(actor=actor, conversation_id=row.id, now=now)
    return row.id


@transaction.atomic
def unblock(*, actor: Person, conversation_id: UUID, now: datetime) -> None:
    """Have the actor hear from the other again, of what is written from now on, here and elsewhere. NotFound.

    A conversation that was there for the actor to stop hearing alone is there no more, whatever the other has of it.
    """
    access_pair(actor, conversation_id)
    seat = _change(actor, conversation_id, "message.unblocked", now, blocked_at=None)
    other = other_seat(seat)
    if other is None:
        return
    hear_again(actor, seat.conversation, other.person_id)
    if seat.conversation.last_number > seat.begins_after or seat.stand == Stand.IN:
        return
    if other.is_unseen:
        # For the other it never was.
        seat.conversation.delete()
    else:
        # The other wrote before, unseen, or stopped hearing from the actor: neither is told by what stays.
        Seat.objects.filter(id=seat.id).update(is_unseen=True)


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
