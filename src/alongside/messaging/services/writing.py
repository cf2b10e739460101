"""Saying something in a conversation, and taking it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.texts import checked_text
from alongside.kernel.errors import Conflict
from alongside.kernel.live import announce
from alongside.kernel.ratelimit import count_try
from alongside.kernel.sealed import seal
from alongside.messaging.enums import Stand
from alongside.messaging.models import Message, Picture, Seat, VoiceNote
from alongside.messaging.outgoing import tell_of_message
from alongside.messaging.policies import (
    access_own_message,
    access_seat,
    other_seat,
    other_seats,
    those_who_hear,
    waits_for_yes,
)
from alongside.messaging.reach import counterparts
from alongside.messaging.sealing import TEXT
from alongside.safety.pauses import check_may_write

TOPIC = "messages"
LONGEST = 4000
MOST, WITHIN = 200, timedelta(minutes=10)
ENDED = _("You cannot write to each other here any more. Here is what you typed.")
NOBODY_ELSE = _("Nobody else is in this small circle right now. Here is what you typed.")
WAITS_FOR_YES = _("They can read your first message. You can write more once they say yes. Here is what you typed.")
ANSWER_FIRST = _("Please say first whether you want to hear from them. Here is what you typed.")
STOPPED = _(
    "You do not hear from them right now. Hear from them again first, if you want to write. Here is what you typed."
)


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody wants to say. A request that comes twice with the same key counts once."""

    text: str
    request_key: str


def checked_line(actor: Person, line: Line, *, now: datetime) -> str:
    """Return the text as it will be kept, and count the try. Invalid; TooMany past 200 in ten minutes."""
    text = checked_text(line.text, field="text", most=LONGEST, required=True)
    count_try("messaging.say", str(actor.id), limit=MOST, window=WITHIN, now=now)
    return text


def say(*, actor: Person, conversation_id: UUID, line: Line, now: datetime) -> Message:
    """Say something to the other; a draft is gone with it. Conflict when that cannot be now; Invalid, NotFound."""
    text = checked_line(actor, line, now=now)
    with transaction.atomic():
        seat = access_seat(actor, conversation_id, lock=True)
        known = seat.messages.filter(request_key=line.request_key).first()
        if known:
            return known
        return put_down(seat, checked_writing(seat, now=now), text, line.request_key, now=now)


def checked_writing(seat: Seat, *, now: datetime) -> list[Seat]:
    """Return the seats of the others when this person may write to them now; Conflict or NotAllowed says why not."""
    if seat.conversation.is_circle:
        return _checked_circle(seat, now=now)
    other = other_seat(seat)
    if other is None or seat.conversation.ended_at or not counterparts([(seat, other)])[seat.id].can_write:
        raise Conflict(ENDED)
    check_may_write(seat.person, None, now=now)
    if seat.stand != Stand.IN:
        raise Conflict(ANSWER_FIRST)
    if seat.blocked_at:
        raise Conflict(STOPPED)
    if waits_for_yes(seat, other):
        raise Conflict(WAITS_FOR_YES)
    return [other]


def _checked_circle(seat: Seat, *, now: datetime) -> list[Seat]:
    others = other_seats(seat)
    if not others:
        raise Conflict(NOBODY_ELSE)
    check_may_write(seat.person, None, now=now)
    return others


def put_down(
    seat: Seat, others: Sequence[Seat], text: str, request_key: str, *, now: datetime, ends_draft: bool = True
) -> Message:
    """Write a message into a conversation that is locked. Whoever stopped hearing gets none of it, or has it folded."""
    conversation = seat.conversation
    hear = those_who_hear(seat, others)
    conversation.last_number += 1
    conversation.save(update_fields=["last_number"])
    message = Message.objects.create(
        created_at=now,
        conversation=conversation,
        seat=seat,
        number=conversation.last_number,
        text_sealed=seal(seat.person.data_key_id, text, what=TEXT),
        request_key=request_key,
        for_writer_alone=not (hear or conversation.is_circle),
    )
    if ends_draft:
        seat.draft_sealed = None
        seat.save(update_fields=["draft_sealed"])
    record("message.said", actor=seat.person_id, subject=message.id, about=seat.person_id, now=now)
    if not conversation.is_circle:
        # To be answered is a yes: from now on both write.
        asked = Seat.objects.filter(id__in=[other.id for other in hear], stand=Stand.IN, begins_after__gt=0)
        asked.update(begins_after=0)
    for other in hear:
        tell_of_message(other, now=now)
    announce_in(seat, *hear)
    return message


def announce_in(*seats: Seat | None) -> None:
    """Tell the open pages of those who sit there that something is new; nobody learns of what is not for them."""
    there = [seat for seat in seats if seat and not seat.is_unseen]
    announce([seat.person_id for seat in there], topic=TOPIC, ref=there[0].conversation_id)


def announce_to(person_id: UUID, conversation_id: UUID) -> None:
    """Tell the open pages of somebody who does not sit there that something waits for them."""
    announce([person_id], topic=TOPIC, ref=conversation_id)


@transaction.atomic
def take_back(*, actor: Person, conversation_id: UUID, message_id: UUID, now: datetime) -> None:
    """Delete what one's own message says and shows, for everybody; its place says so. Twice is as once. NotFound."""
    seat = access_seat(actor, conversation_id, lock=True)
    message = access_own_message(seat, message_id)
    if message.taken_back_at:
        return
    message.text_sealed, message.taken_back_at = None, now
    message.save(update_fields=["text_sealed", "taken_back_at"])
    Picture.objects.filter(message=message).delete()
    VoiceNote.objects.filter(message=message).delete()
    record("message.taken_back", actor=actor.id, subject=message.id, about=actor.id, now=now)
    announce_in(seat, *([] if message.for_writer_alone else other_seats(seat)))
