"""What messages tell people: that somebody wrote to them, once until they have looked, and never who or where."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.messaging.models import Chair, Seat
from alongside.notifications.services import Telling, tell
from alongside.notifications.wording import NEUTRAL_BODY, NEUTRAL_TITLE, Wording, register_wording

WRITTEN = "messaging.written"
WORDS = Wording(NEUTRAL_TITLE, NEUTRAL_BODY, _("Somebody wrote to you."))
# Nothing here wakes anybody: for that one reaches out. After some days the page says it as well.
WAITS = timedelta(days=3)


def register_wordings() -> None:
    """Make our texts known to notifications."""
    register_wording(WRITTEN, WORDS)


def tell_of_asking(chair: Chair, *, now: datetime) -> None:
    """Tell somebody that they are asked into a small circle, in the same words as of any message."""
    telling = Telling(
        key=f"asked:{chair.id}",
        text=WRITTEN,
        path=reverse("messages"),
        person_id=chair.person_id,
        about_id=chair.person_id,
        locale=chair.person.locale,
        expires_at=now + WAITS,
        wakes=False,
    )
    tell([telling], now=now)


def tell_of_message(seat: Seat, *, now: datetime) -> None:
    """Tell somebody that something new waits for them, unless they want to hear nothing of this conversation."""
    if not seat.is_told:
        return
    telling = Telling(
        key=f"written:{seat.id}:{seat.read_number}",
        text=WRITTEN,
        path=reverse("messages"),
        person_id=seat.person_id,
        about_id=seat.person_id,
        locale=seat.person.locale,
        expires_at=now + WAITS,
        wakes=False,
    )
    tell([telling], now=now)
