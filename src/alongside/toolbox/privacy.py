"""What the toolbox holds about a person: the sheets they filled in, and who may read which."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.circles.names import names_of
from alongside.kernel.privacy import Holding, Said, Table
from alongside.toolbox.answers import NOTHING, Contents
from alongside.toolbox.contents import contents_of
from alongside.toolbox.models import Share, Sheet
from alongside.toolbox.wording import answer_view, in_short, say
from alongside.toolbox.worksheets import worksheets


def export(person_id: UUID) -> dict[str, Table]:
    """Return their sheets, what stands in each, and with whom they share it."""
    rows = list(Sheet.objects.filter(owner=person_id).order_by("created_at", "id"))
    opened = contents_of(rows)
    return {
        "sheets": [_sheet(row, opened.get(row.id, NOTHING)) for row in rows],
        "sheet_answers": [one for row in rows for one in _answers(row, opened.get(row.id, NOTHING))],
        "sheet_shares": _shares(person_id, opened),
    }


def _sheet(row: Sheet, held: Contents) -> dict[str, object]:
    return {
        "worksheet": held.title,
        "day": row.on_day.isoformat(),
        "written_at": row.created_at.isoformat(),
        "changed_at": row.changed_at.isoformat(),
        "is_at_hand": row.is_at_hand,
        "surf_from": row.surf_from.isoformat() if row.surf_from else None,
        "surf_until": row.surf_until.isoformat() if row.surf_until else None,
    }


def _answers(row: Sheet, held: Contents) -> Table:
    worksheet = worksheets().get(row.worksheet)
    asked = [(one, worksheet.field(one.key) if worksheet else None) for one in held.answers]
    return [
        {
            "worksheet": held.title,
            "day": row.on_day.isoformat(),
            "question": one.asks,
            "answer": in_short(answer_view(one, field)),
        }
        for one, field in asked
    ]


def _shares(person_id: UUID, opened: Mapping[UUID, Contents]) -> Table:
    rows = list(
        Share.objects.filter(sheet__owner=person_id).select_related("sheet", "tie").order_by("created_at", "id")
    )
    names = names_of({row.tie for row in rows})
    return [
        {
            "worksheet": opened.get(row.sheet_id, NOTHING).title,
            "day": row.sheet.on_day.isoformat(),
            "reader": names.get(row.tie_id, ""),
            "shared_at": row.created_at.isoformat(),
        }
        for row in rows
    ]


@transaction.atomic
def erase(person_id: UUID, _now: datetime) -> None:
    """Remove their sheets, and what others shared with them."""
    Sheet.objects.filter(owner=person_id).delete()
    Share.objects.filter(tie__supporter__person=person_id).delete()


WORDS = {
    "sheets": _("Your worksheets"),
    "sheet_answers": _("What stands in your worksheets"),
    "sheet_shares": _("Who may read your worksheets"),
    "worksheet": _("Worksheet"),
    "day": _("Day"),
    "question": _("Question"),
    "answer": _("Answer"),
    "reader": _("Reader"),
    "written_at": _("Written"),
    "changed_at": _("Changed"),
    "shared_at": _("Shared"),
    "is_at_hand": _("At hand in a hard hour"),
    "surf_from": _("Waited out from"),
    "surf_until": _("Waited out until"),
}
SAID: dict[str, Said] = {"worksheet": say, "question": say}
HOLDING = Holding(app="toolbox", export=export, erase=erase, words=WORDS, said=SAID)
