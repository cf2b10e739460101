"""What circles holds about carrying for others: thanks on both sides, burnout checks, words about one's load."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.circles.burnout_checks import views_of
from alongside.circles.burnout_wording import ANSWERS
from alongside.circles.models import BurnoutCheck, LoadWord, Thanks
from alongside.circles.names import names_of
from alongside.circles.sealing import THANKS
from alongside.kernel.privacy import Table
from alongside.kernel.sealed import unseal_all


def export(person_id: UUID) -> dict[str, Table]:
    """Return the thanks they sent and got, their burnout checks, and when they were told that they carry much."""
    return {
        "thanks_sent": _sent(person_id),
        "thanks_received": _received(person_id),
        "burnout_checks": _checks(person_id),
        "load_words": _words(person_id),
    }


def _sent(person_id: UUID) -> Table:
    rows = Thanks.objects.filter(tie__owner=person_id, words_sealed__isnull=False)
    found = list(rows.select_related("tie").order_by("created_at", "id"))
    names = names_of({row.tie for row in found})
    texts = unseal_all([row.words_sealed for row in found], what=THANKS)
    return [
        {"name": names.get(row.tie_id, ""), "words": text or "", "sent_at": row.created_at.isoformat()}
        for row, text in zip(found, texts, strict=True)
    ]


def _received(person_id: UUID) -> Table:
    rows = Thanks.objects.filter(tie__supporter__person=person_id, words_sealed__isnull=False)
    found = list(rows.select_related("tie__owner").order_by("created_at", "id"))
    texts = unseal_all([row.words_sealed for row in found], what=THANKS)
    return [
        {
            "from_whom": row.tie.owner.alias,
            "thanks": text or "",
            "sent_at": row.created_at.isoformat(),
            "seen_at": row.seen_at.isoformat() if row.seen_at else None,
        }
        for row, text in zip(found, texts, strict=True)
    ]


def _checks(person_id: UUID) -> Table:
    views = views_of(BurnoutCheck.objects.filter(person=person_id).order_by("created_at", "id"))
    return [
        {"answered_at": view.at.isoformat(), "answers": list(view.answers), "out_of_100": view.score} for view in views
    ]


def _words(person_id: UUID) -> Table:
    rows = LoadWord.objects.filter(supporter__person=person_id).order_by("created_at", "id")
    return [
        {"told_at": row.created_at.isoformat(), "ended_at": row.ended_at.isoformat() if row.ended_at else None}
        for row in rows
    ]


def erase(person_id: UUID, _now: datetime) -> None:
    """Delete all of it; thanks to them, too, as they were for their eyes."""
    Thanks.objects.filter(tie__supporter__person=person_id).delete()
    Thanks.objects.filter(tie__owner=person_id).delete()
    BurnoutCheck.objects.filter(person=person_id).delete()
    LoadWord.objects.filter(supporter__person=person_id).delete()


def said_answers(answers: list[int | None]) -> list[object]:
    """Say the answers of a burnout check, in the order of its items."""
    return [_("Left open") if answer is None else ANSWERS[answer] for answer in answers]
