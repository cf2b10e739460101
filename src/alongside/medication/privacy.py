"""What medication holds about a person: their medicines, the log, and with whom it is shared."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.circles.names import names_of
from alongside.kernel.privacy import Holding, Said, Table, labels_of
from alongside.medication.contents import contents_of
from alongside.medication.enums import Answer
from alongside.medication.models import Entry, Medicine, Share, Timing
from alongside.medication.queries import timing_of
from alongside.ui import phrases
from alongside.ui.schedule_words import schedule_words


def export(person_id: UUID) -> dict[str, Table]:
    """Return the person's medicines, the whole log, and who sees it."""
    rows = list(Medicine.objects.filter(person=person_id).select_related("timing").order_by("created_at", "id"))
    opened = contents_of(rows)
    medicines: Table = [
        {
            "medicine": opened[row.id].name,
            "how": opened[row.id].how,
            "when": _when(timing_of(row)),
            "is_private": row.is_private,
            "ended_at": row.ended_at,
        }
        for row in rows
        if row.id in opened
    ]
    entries = Entry.objects.filter(medicine__in=opened).order_by("on_day", "planned_for", "answered_at", "id")
    log: Table = [
        {
            "medicine": opened[row.medicine_id].name,
            "day": row.on_day,
            "planned_for": row.planned_for,
            "answer": row.answer,
            "answered_at": row.answered_at,
        }
        for row in entries
    ]
    return {"medicines": medicines, "medication_log": log, "medication_shares": _shares(person_id)}


def _when(timing: Timing | None) -> str:
    return schedule_words(timing.rule, timing.times) if timing else ""


def _shares(person_id: UUID) -> Table:
    shares = list(Share.objects.filter(tie__owner=person_id).select_related("tie").order_by("created_at", "id"))
    names = names_of([row.tie for row in shares])
    return [{"name": names.get(row.tie_id, ""), "since": row.created_at} for row in shares]


@transaction.atomic
def erase(person_id: UUID, now: datetime) -> None:
    """Delete the person's medicines with all that hangs on them, and who sees the log."""
    # Locked, so that the engine does not write into what is being deleted.
    rows = Timing.objects.filter(medicine__person=person_id).order_by("id")
    list(rows.select_for_update(of=("self",)).values_list("id", flat=True))
    Share.objects.filter(tie__owner=person_id).delete()
    Medicine.objects.filter(person=Person(id=person_id)).delete()


WORDS = {
    "medicines": _("Your medicines"),
    "medication_log": _("What you wrote down about your medication"),
    "medication_shares": _("Who sees your medication log"),
    "medicine": _("Medicine"),
    "how": _("How you take it"),
    "when": _("When it is planned"),
    "is_private": phrases.KEPT_TO_YOURSELF,
    "ended_at": _("Ended"),
    "day": _("Day"),
    "planned_for": _("Planned for"),
    "answer": phrases.WHAT_IS_WRITTEN_DOWN,
    "answered_at": phrases.WRITTEN_DOWN_AT,
    "name": _("Name"),
    "since": _("Since"),
}
SAID: dict[str, Said] = {
    "answer": lambda answer: labels_of(Answer)(answer) if answer else str(phrases.NOTHING_WRITTEN_DOWN),
}
HOLDING = Holding(app="medication", export=export, erase=erase, words=WORDS, said=SAID)
