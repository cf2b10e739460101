"""What today holds about a person: their way through the first steps."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from alongside.kernel.privacy import Holding, Table, labels_of
from alongside.today.enums import Step
from alongside.today.models import FirstVisit


def export(person_id: UUID) -> dict[str, Table]:
    """Return which steps they went past, when they rehearsed, and when they put it away."""
    return {"first_visit": [_row(visit) for visit in FirstVisit.objects.filter(person=person_id)]}


def _row(visit: FirstVisit) -> dict[str, object]:
    return {
        "begun_at": visit.created_at.isoformat(),
        "passed": list(visit.passed),
        "rehearsed_at": visit.rehearsed_at.isoformat() if visit.rehearsed_at else None,
        "put_away_at": visit.put_away_at.isoformat() if visit.put_away_at else None,
    }


def erase(person_id: UUID, now: datetime) -> None:
    """Remove it."""
    FirstVisit.objects.filter(person=person_id).delete()


WORDS = {
    "first_visit": _("Your first visit"),
    "begun_at": _("Begun"),
    "passed": _("Steps you have passed"),
    "rehearsed_at": _("Tried out"),
    "put_away_at": _("Put away"),
}
HOLDING = Holding(app="today", export=export, erase=erase, words=WORDS, said={"passed": labels_of(Step)})
