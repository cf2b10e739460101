"""What meetings hold about a person: whether they found some there, kept for some weeks under a digest, and, while they
are in the room of a meeting, that they are, and what they write there.
"""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from alongside.kernel.privacy import Holding, Table
from alongside.meetings import room_privacy
from alongside.meetings.reporters import reports_of


def export(person_id: UUID) -> dict[str, Table]:
    """Return what they said about meetings, oldest first."""
    fields = ("meeting__name", "on_date", "was_there")
    rows = reports_of(person_id).order_by("on_date", "id").values_list(*fields)
    return {
        "meeting_reports": [
            {"meeting": name, "on_date": day.isoformat(), "was_there": was_there} for name, day, was_there in rows
        ],
        **room_privacy.export(person_id),
    }


def erase(person_id: UUID, _now: datetime) -> None:
    """Remove what they said, and them from rooms."""
    reports_of(person_id).delete()
    room_privacy.erase(person_id)


WORDS = {
    **room_privacy.WORDS,
    "meeting_reports": _("Whether a meeting was there"),
    "meeting": _("Meeting"),
    "on_date": _("Day"),
    "was_there": _("It was there"),
}
HOLDING = Holding(app="meetings", export=export, erase=erase, words=WORDS)
