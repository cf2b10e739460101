"""What meetings put on the home page: the next one somebody saved, and the way to a first."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.meetings.mine_page import next_of
from alongside.meetings.policies import visible_saved
from alongside.ui import phrases
from alongside.ui.beginnings import Beginning, register_beginning
from alongside.ui.cards import register_card

WHY = _("People who know what it is like, near you or online. You can look around first, and need not say anything.")


def register() -> None:
    """Put the next meeting among what is to be done today."""
    register_card(order=24, name="next meeting", template="meetings/card_next.html", context=next_meeting)
    register_beginning(order=25, name="meetings", source=to_begin)


def next_meeting(person: Person, now: datetime) -> dict[str, Any] | None:
    """Return the saved meeting that begins within a day; None without any."""
    line = next_of(person, now=now)
    return {"one": line} if line else None


def to_begin(person: Person, _now: datetime) -> Beginning | None:
    """Return the way to a meeting; None for who has saved one."""
    if visible_saved(person).exists():
        return None
    return Beginning(phrases.FIND_A_MEETING, WHY, reverse("meetings"))
