"""What was asked, as each side takes it along: whoever is at the other end is named as their pages name them."""

from uuid import UUID

from alongside.circles.models import Ask
from alongside.circles.names import names_of
from alongside.circles.sealing import ASK
from alongside.kernel.privacy import Table
from alongside.kernel.sealed import unseal_all


def asks_made(person_id: UUID) -> Table:
    """Return what somebody asked of their circle, by the names they gave."""
    rows = list(Ask.objects.filter(tie__owner=person_id).select_related("tie").order_by("created_at", "id"))
    names = names_of(row.tie for row in rows)
    return [{"name": names.get(row.tie_id, ""), **said} for row, said in zip(rows, _said(rows), strict=True)]


def asks_received(person_id: UUID) -> Table:
    """Return what somebody was asked for by those they stand with, by alias."""
    found = Ask.objects.filter(tie__supporter__person=person_id).select_related("tie__owner")
    rows = list(found.order_by("created_at", "id"))
    return [{"to": row.tie.owner.alias, **said} for row, said in zip(rows, _said(rows), strict=True)]


def _said(rows: list[Ask]) -> Table:
    texts = unseal_all([row.words_sealed for row in rows], what=ASK)
    return [
        {
            "support": row.support,
            "hours": None if row.hours is None else list(row.hours),
            "words": text or "",
            "ask_state": row.state,
            "asked_at": row.created_at.isoformat(),
            "ended_at": row.ended_at.isoformat() if row.ended_at else None,
        }
        for row, text in zip(rows, texts, strict=True)
    ]
