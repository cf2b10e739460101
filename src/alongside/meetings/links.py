"""The link of a meeting's secretary: whoever has it may say that the meeting is as it stands here, and nothing else."""

from uuid import UUID

from django.conf import settings
from django.urls import reverse

from alongside.circles.links import read, sign

SECRETARY = "alongside.meetings.secretary"


def secretary_link(meeting_id: UUID) -> str:
    """Return the whole link, to be passed on."""
    return settings.BASE_URL.rstrip("/") + reverse("meeting-confirm", args=[sign(meeting_id, salt=SECRETARY)])


def meeting_of(token: str) -> UUID | None:
    """Return the id in a token, or None when we did not sign it."""
    return read(token, salt=SECRETARY)
