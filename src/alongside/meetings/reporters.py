"""Who said of a meeting whether it was there: a digest for each meeting and person, from which nobody reads either."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from alongside.meetings.models import Report


def reporter_of(meeting_id: UUID, person_id: UUID) -> str:
    """Return what tells one person's report from another's."""
    return salted_hmac("alongside.meetings.report", f"{meeting_id}:{person_id}", algorithm="sha256").hexdigest()


def reports_of(person_id: UUID) -> QuerySet[Report]:
    """Return what a person said, for themselves: each meeting of the last weeks is tried."""
    said = Report.objects.values_list("meeting", flat=True).distinct()
    return Report.objects.filter(reporter__in=[reporter_of(meeting, person_id) for meeting in said])
