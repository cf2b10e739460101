"""What messages put on the home page: where something new is, or whom one could write to first."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.messaging.queries import has_conversations, new_to
from alongside.messaging.reach import ties_to_write_to
from alongside.ui import phrases
from alongside.ui.beginnings import Beginning, register_beginning
from alongside.ui.cards import register_card

WHY = _("A few words to somebody in your circle. Nobody but the two of you can read them.")
SHOWN = 3


def register() -> None:
    """Put what is new among what is one's own, and the way to a first message among what could be begun."""
    register_card(order=6, name="messages", template="messaging/card.html", context=my_messages, presses="presses")
    register_beginning(order=45, name="messages", source=to_begin)


def my_messages(person: Person, _now: datetime) -> dict[str, Any] | None:
    """Return the conversations with something new; None for who has never written or been written to."""
    new = new_to(person, most=SHOWN)
    if not new and not has_conversations(person, heard=True):
        return None
    return {"new": new, "presses": any(one.is_heavy for one in new)}


def to_begin(person: Person, _now: datetime) -> Beginning | None:
    """Return the way to a first message; None for who has written, or has nobody to write to."""
    if has_conversations(person) or not ties_to_write_to(person):
        return None
    return Beginning(phrases.WRITE_TO_SOMEBODY, WHY, reverse("message-new"))
