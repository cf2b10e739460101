"""What messages hold about a person: what they wrote and can read, and what they chose in each conversation.

Erasing takes what they wrote away from the other, too: it was sealed with their key. What the other wrote stays theirs.
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.kernel.privacy import Holding, Said, Table, labels_of
from alongside.kernel.sealed import unseal, unseal_all, unseal_bytes
from alongside.messaging.circle_queries import circles_as_seen
from alongside.messaging.enums import Keep, Origin, Stand
from alongside.messaging.models import Chair, Conversation, Message, Picture, Seat, VoiceNote
from alongside.messaging.policies import visible_chairs, visible_seats
from alongside.messaging.reach import counterparts
from alongside.messaging.sealing import CALLED, CARE, DRAFT, IMAGE, SEEN, TEXT, VOICE
from alongside.ui import phrases


def export(person_id: UUID) -> dict[str, Table]:
    """Return their conversations, and what they wrote in each; what others wrote is the others'."""
    person = Person.objects.get(id=person_id)
    seats = list(visible_seats(person).order_by("created_at", "id"))
    rows = Seat.objects.filter(conversation__in=[seat.conversation_id for seat in seats]).exclude(person=person_id)
    others = {row.conversation_id: row for row in rows}
    pairs = [seat for seat in seats if not seat.conversation.is_circle]
    named = counterparts([(seat, others.get(seat.conversation_id)) for seat in pairs])
    named |= circles_as_seen([seat for seat in seats if seat.conversation.is_circle])
    return {
        "conversations": [_conversation(seat, named[seat.id].name) for seat in seats],
        "messages_written": _written(person_id),
        "small_circles_asked": [_asked(chair) for chair in visible_chairs(person).order_by("created_at", "id")],
    }


def _conversation(seat: Seat, name: str) -> dict[str, object]:
    return {
        "conversation": str(seat.conversation_id),
        "with_whom": name,
        "through": seat.conversation.origin,
        "standing": seat.stand,
        # Of two: since when it is there for them, which can be later than when the other began it.
        "begun_at": (seat.conversation if seat.conversation.is_circle else seat).created_at.isoformat(),
        "ended_at": seat.conversation.ended_at.isoformat() if seat.conversation.ended_at else None,
        "kept_for": seat.keeps_days,
        "tells_you": seat.is_told,
        "stopped_at": seat.blocked_at.isoformat() if seat.blocked_at else None,
        "called_there": unseal(seat.name_sealed, what=CALLED),
        "not_sent": unseal(seat.draft_sealed, what=DRAFT),
    }


def _asked(chair: Chair) -> dict[str, object]:
    return {
        "conversation": str(chair.conversation_id),
        "through": chair.conversation.origin,
        "asked_at": chair.created_at.isoformat(),
    }


def _written(person_id: UUID) -> Table:
    rows = list(Message.objects.filter(seat__person=person_id).order_by("created_at", "conversation", "number"))
    texts = unseal_all([row.text_sealed for row in rows], what=TEXT)
    pictures, spoken = _words_of_pictures(person_id), set(_voices(person_id).values_list("message", flat=True))
    return [
        {
            "conversation": str(row.conversation_id),
            "written_at": row.created_at.isoformat(),
            "text": text,
            "picture": _picture_name(row.id) if row.id in pictures else None,
            "to_be_seen": pictures.get(row.id, (None, None))[0],
            "to_know_first": pictures.get(row.id, (None, None))[1],
            "voice_note": _voice_name(row.id) if row.id in spoken else None,
            "taken_back_at": row.taken_back_at.isoformat() if row.taken_back_at else None,
        }
        for row, text in zip(rows, texts, strict=True)
    ]


def _pictures(person_id: UUID) -> QuerySet[Picture]:
    return Picture.objects.filter(message__seat__person=person_id)


def _voices(person_id: UUID) -> QuerySet[VoiceNote]:
    return VoiceNote.objects.filter(message__seat__person=person_id)


def _words_of_pictures(person_id: UUID) -> dict[UUID, tuple[str | None, str | None]]:
    rows = list(_pictures(person_id).defer("image_sealed"))
    seen = unseal_all([row.seen_sealed for row in rows], what=SEEN)
    care = unseal_all([row.care_sealed for row in rows], what=CARE)
    return {row.message_id: (words, first) for row, words, first in zip(rows, seen, care, strict=True)}


def _picture_name(message_id: UUID) -> str:
    return f"pictures/{message_id}.jpg"


def _voice_name(message_id: UUID) -> str:
    return f"voice-notes/{message_id}.mp3"


def files(person_id: UUID) -> Iterator[tuple[str, bytes]]:
    """Give the pictures and voice notes they sent, one at a time."""
    for picture in _pictures(person_id).order_by("id").iterator(chunk_size=1):
        image = unseal_bytes(picture.image_sealed, what=IMAGE)
        if image is not None:
            yield _picture_name(picture.message_id), image
    for voice in _voices(person_id).order_by("id").iterator(chunk_size=1):
        sound = unseal_bytes(voice.audio_sealed, what=VOICE)
        if sound is not None:
            yield _voice_name(voice.message_id), sound


@transaction.atomic
def erase(person_id: UUID, now: datetime) -> None:
    """Delete their seats and all they wrote; a conversation ends, and is deleted once nobody sits in it."""
    theirs = Conversation.objects.filter(seats__person=person_id).order_by("id")
    rows = [row.id for row in Conversation.objects.filter(id__in=theirs).order_by("id").select_for_update(no_key=True)]
    Seat.objects.filter(person=person_id).delete()
    Chair.objects.filter(person=person_id).delete()
    conversations = Conversation.objects.filter(id__in=rows)
    conversations.filter(ended_at=None, is_circle=False).update(ended_at=now)
    # A small circle in which nobody is left is over, for whoever was asked into it as well.
    left = Seat.objects.filter(conversation=OuterRef("pk"), left_at=None)
    conversations.filter(ended_at=None, is_circle=True).exclude(Exists(left)).update(ended_at=now)
    conversations.exclude(Exists(Seat.objects.filter(conversation=OuterRef("pk")))).delete()


WORDS = {
    "conversations": _("Your conversations"),
    "messages_written": _("Messages you wrote"),
    "conversation": _("Conversation"),
    "with_whom": _("With"),
    "through": _("Through"),
    "standing": phrases.HOW_IT_STANDS,
    "begun_at": _("Begun"),
    "ended_at": _("Ended"),
    "kept_for": _("Messages are kept for"),
    "tells_you": _("You are told of new messages"),
    "stopped_at": _("You hear nothing since"),
    "small_circles_asked": _("Small circles you are asked into"),
    "asked_at": _("Asked on"),
    "called_there": _("What they call you there"),
    "not_sent": phrases.NOT_SENT_YET,
    "written_at": _("Written"),
    "text": _("Text"),
    "picture": _("Picture, as a file"),
    "to_be_seen": _("What is to be seen"),
    "to_know_first": _("What to know first"),
    "voice_note": phrases.VOICE_NOTE_AS_A_FILE,
    "taken_back_at": _("Taken back"),
}
SAID: dict[str, Said] = {
    "through": labels_of(Origin),
    "standing": labels_of(Stand),
    "kept_for": labels_of(Keep),
}
HOLDING = Holding(app="messaging", export=export, erase=erase, files=files, words=WORDS, said=SAID)
