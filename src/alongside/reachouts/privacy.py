"""What reach-outs hold about a person: what they asked, what they answered, what they said, their shifts."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from alongside.kernel.privacy import Holding, Table
from alongside.kernel.sealed import unseal_all
from alongside.reachouts import leaving
from alongside.reachouts.models import Message, Notification, ReachOut, Shift
from alongside.reachouts.services import MESSAGE, NOTE


def export(person_id: UUID) -> dict[str, Table]:
    """Return own reach-outs with their notes, what one was asked and answered, what one said, and one's shifts.

    What the other of the two said is theirs, and is in their export.
    """
    return {
        "reach_outs": _reach_outs(person_id),
        "asked": _asked(person_id),
        "said": _said(person_id),
        "shifts": [
            {"start": row.start, "hours": row.hours} for row in Shift.objects.filter(person=person_id).order_by("start")
        ],
    }


def _reach_outs(person_id: UUID) -> Table:
    rows = list(ReachOut.objects.filter(owner=person_id).order_by("created_at"))
    notes = unseal_all([row.note_sealed for row in rows], what=NOTE)
    return [
        {
            "started_at": row.created_at,
            "level": row.level,
            "support": row.support,
            "note": note,
            "state": row.state,
            "answered_at": row.answered_at,
            "ended_at": row.ended_at,
        }
        for row, note in zip(rows, notes, strict=True)
    ]


def _asked(person_id: UUID) -> Table:
    rows = Notification.objects.filter(supporter__person=person_id).order_by("created_at")
    return [
        {"at": row.created_at, "seen_at": row.seen_at, "response": row.response, "responded_at": row.responded_at}
        for row in rows
    ]


def _said(person_id: UUID) -> Table:
    own = Message.objects.filter(reach_out__owner=person_id, supporter=None)
    as_supporter = Message.objects.filter(supporter__person=person_id)
    rows: Sequence[Message] = sorted([*own, *as_supporter], key=lambda row: row.created_at)
    texts = unseal_all([row.text_sealed for row in rows], what=MESSAGE)
    return [{"at": row.created_at, "text": text} for row, text in zip(rows, texts, strict=True)]


def erase(person_id: UUID, now: datetime) -> None:
    """Delete own reach-outs with all that hangs on them, what one said elsewhere, and one's shifts.

    A reach-out of somebody else that this person was answering is asked again, so that nobody waits for someone
    who is gone.
    """
    leaving.erase_person(person_id, now=now)


HOLDING = Holding(app="reachouts", export=export, erase=erase)
