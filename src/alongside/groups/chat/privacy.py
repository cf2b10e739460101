"""What chat rooms hold about a person: what they wrote there that is not forgotten, and where they were seen."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.groups.chat.models import ChatLine, ChatPresence
from alongside.groups.models import Membership
from alongside.groups.sealing import CHAT_LINE
from alongside.groups.services.chat import empty_lines_of
from alongside.kernel.privacy import Table
from alongside.kernel.sealed import unseal_all


def export(person_id: UUID) -> dict[str, Table]:
    """Return their lines, in groups they left, too, and in which rooms others see that they are."""
    return {"group_chat_lines": _lines(person_id), "group_chats_here": _here(person_id)}


def _lines(person_id: UUID) -> Table:
    rows = list(
        ChatLine.objects.filter(membership__person=person_id)
        .select_related("room__group")
        .order_by("created_at", "room", "number")
    )
    texts = unseal_all([row.words_sealed for row in rows], what=CHAT_LINE)
    return [
        {
            "group": row.room.group.name,
            "room": row.room.name,
            "text": text,
            "written_at": row.created_at.isoformat(),
            "hidden_why": row.hidden_why or None,
        }
        for row, text in zip(rows, texts, strict=True)
    ]


def _here(person_id: UUID) -> Table:
    rows = ChatPresence.objects.filter(membership__person=person_id).select_related("room__group")
    return [
        {"group": row.room.group.name, "room": row.room.name, "seen_at": row.seen_at.isoformat()}
        for row in rows.order_by("created_at", "id")
    ]


def erase(person_id: UUID, now: datetime) -> None:
    """Leave nothing of what they wrote but its places; the rest goes with their memberships."""
    empty_lines_of(Membership.objects.filter(person=person_id).values_list("id", flat=True), now=now)


WORDS: Mapping[str, str | Promise] = {
    "group_chat_lines": _("What you wrote in chat rooms"),
    "group_chats_here": _("Rooms in which others see that you are there"),
    "room": _("Room"),
    "hidden_why": _("Hidden, because"),
    "seen_at": _("Seen"),
}
