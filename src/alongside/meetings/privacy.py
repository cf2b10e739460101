"""What meetings hold about a person: whether they found some there, under a digest, and what they do for some."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from alongside.kernel.privacy import Holding, Table
from alongside.meetings import run_privacy
from alongside.meetings.reporters import reports_of


def export(person_id: UUID) -> dict[str, Table]:
    """Return what they said about meetings, and what they do for them, oldest first."""
    fields = ("meeting__name", "on_date", "was_there")
    rows = reports_of(person_id).order_by("on_date", "id").values_list(*fields)
    return {
        "meeting_reports": [
            {"meeting": name, "on_date": day.isoformat(), "was_there": was_there} for name, day, was_there in rows
        ],
        **run_privacy.export(person_id),
    }


def erase(person_id: UUID, now: datetime) -> None:
    """Remove what they said, and free them of what they do."""
    reports_of(person_id).delete()
    run_privacy.erase(person_id, now)


WORDS = {
    "meeting_reports": _("Whether a meeting was there"),
    "meeting": _("Meeting"),
    "on_date": _("Day"),
    "was_there": _("It was there"),
    **run_privacy.WORDS,
}
HOLDING = Holding(app="meetings", export=export, erase=erase, words=WORDS)
