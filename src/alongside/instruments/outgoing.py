"""What somebody is told who wanted to take a questionnaire again: once, neutrally, and where to look."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.instruments.models import Rhythm
from alongside.notifications.services import Telling, telling_to
from alongside.notifications.wording import NEUTRAL_BODY, NEUTRAL_TITLE, Wording, register_wording

RETAKE = "instruments.retake"
# It stands on their page for as long as it takes; a message about it is of no use after that.
USEFUL_FOR = timedelta(days=3)


def register_wordings() -> None:
    """Make our text known to notifications."""
    more = _("It is a day on which you wanted to look again at how you are.")
    register_wording(RETAKE, Wording(NEUTRAL_TITLE, NEUTRAL_BODY, more))


def telling(rhythm: Rhythm, *, now: datetime) -> Telling:
    """Say it to its person; it wakes nobody."""
    key, path = key_of(rhythm, rhythm.asked_at or now), reverse("instrument", args=[rhythm.instrument])
    return telling_to(rhythm.person, key=key, text=RETAKE, path=path, expires_at=now + USEFUL_FOR)


def key_of(rhythm: Rhythm, asked_at: datetime) -> str:
    """Name what is said, so that it is said once each time and can be taken back."""
    return f"retake:{rhythm.id}:{asked_at:%Y%m%dT%H%M%S}"
