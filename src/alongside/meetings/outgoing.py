"""What somebody is told of meetings they saved: neutrally, naming no meeting or fellowship, and where to look."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.meetings.models import Saved
from alongside.notifications.services import Telling
from alongside.notifications.wording import NEUTRAL_BODY, NEUTRAL_TITLE, Wording, register_wording

REMINDER = "meetings.reminder"


def register_wordings() -> None:
    """Make our text known to notifications."""
    register_wording(REMINDER, Wording(NEUTRAL_TITLE, NEUTRAL_BODY, _("Something you wanted to go to begins soon.")))


def reminder(row: Saved, start: datetime) -> Telling:
    """Remind the owner of a start at the moment they chose; once it has begun this is of no use."""
    return Telling(
        key=f"meeting-reminder:{row.id}:{start.isoformat()}",
        text=REMINDER,
        path=reverse("my-meeting", args=[row.id]),
        expires_at=start,
        person_id=row.owner_id,
        about_id=row.owner_id,
        locale=row.owner.locale,
    )
