"""What messages tell people: that somebody wrote to them, once until they have looked, and never who or where."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.messaging.models import Chair, Seat
from alongside.notifications.services import Telling, tell, telling_to
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
    tell([_telling(chair.person, f"asked:{chair.id}", now)], now=now)


def tell_of_message(seat: Seat, *, now: datetime) -> None:
    """Tell somebody that something new waits for them, unless they want to hear nothing of this conversation."""
    if not seat.is_told:
        return
    tell([_telling(seat.person, f"written:{seat.id}:{seat.read_number}", now)], now=now)


def _telling(person: Person, key: str, now: datetime) -> Telling:
    return telling_to(person, key=key, text=WRITTEN, path=reverse("messages"), expires_at=now + WAITS)
