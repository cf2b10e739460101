"""What messages hold about a person: what they wrote and can read, and what they chose in each conversation.

Erasing takes what they wrote away from the other, too: it was sealed with their key. What the other wrote stays theirs.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.kernel.privacy import Holding, Said, Table, labels_of
from alongside.kernel.sealed import unseal, unseal_all
from alongside.messaging.enums import Keep, Origin, Stand
from alongside.messaging.models import Conversation, Message, Seat
from alongside.messaging.policies import visible_seats
from alongside.messaging.reach import counterparts
from alongside.messaging.sealing import DRAFT, TEXT
from alongside.ui import phrases


def export(person_id: UUID) -> dict[str, Table]:
    """Return their conversations, and what they wrote in each; what others wrote is the others'."""
    person = Person.objects.get(id=person_id)
    seats = list(visible_seats(person).order_by("created_at", "id"))
    rows = Seat.objects.filter(conversation__in=[seat.conversation_id for seat in seats]).exclude(person=person_id)
    others = {row.conversation_id: row for row in rows}
    named = counterparts([(seat, others.get(seat.conversation_id)) for seat in seats])
    return {
        "conversations": [_conversation(seat, named[seat.id].name) for seat in seats],
        "messages_written": _written(person_id),
    }


def _conversation(seat: Seat, name: str) -> dict[str, object]:
    return {
        "conversation": str(seat.conversation_id),
        "with_whom": name,
        "through": seat.conversation.origin,
        "standing": seat.stand,
        "begun_at": seat.conversation.created_at.isoformat(),
        "ended_at": seat.conversation.ended_at.isoformat() if seat.conversation.ended_at else None,
        "kept_for": seat.keeps_days,
        "tells_you": seat.is_told,
        "stopped_at": seat.blocked_at.isoformat() if seat.blocked_at else None,
        "not_sent": unseal(seat.draft_sealed, what=DRAFT),
    }


def _written(person_id: UUID) -> Table:
    rows = list(Message.objects.filter(seat__person=person_id).order_by("created_at", "id"))
    texts = unseal_all([row.text_sealed for row in rows], what=TEXT)
    return [
        {
            "conversation": str(row.conversation_id),
            "written_at": row.created_at.isoformat(),
            "text": text,
            "taken_back_at": row.taken_back_at.isoformat() if row.taken_back_at else None,
        }
        for row, text in zip(rows, texts, strict=True)
    ]


@transaction.atomic
def erase(person_id: UUID, now: datetime) -> None:
    """Delete their seats and all they wrote; a conversation ends, and is deleted once nobody sits in it."""
    theirs = Conversation.objects.filter(seats__person=person_id).order_by("id")
    rows = [row.id for row in Conversation.objects.filter(id__in=theirs).order_by("id").select_for_update(no_key=True)]
    Seat.objects.filter(person=person_id).delete()
    conversations = Conversation.objects.filter(id__in=rows)
    conversations.filter(ended_at=None).update(ended_at=now)
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
    "not_sent": phrases.NOT_SENT_YET,
    "written_at": _("Written"),
    "text": _("Text"),
    "taken_back_at": _("Taken back"),
}
SAID: dict[str, Said] = {
    "through": labels_of(Origin),
    "standing": labels_of(Stand),
    "kept_for": labels_of(Keep),
}
HOLDING = Holding(app="messaging", export=export, erase=erase, words=WORDS, said=SAID)
