"""Where practices are offered: among what is at hand in a hard hour, and on the home page."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from alongside.accounts.models import Person
from alongside.toolbox.practices import practices
from alongside.toolbox.views import PracticeView, view_of
from alongside.ui.at_hand import AtHand, register_at_hand
from alongside.ui.cards import register_card

# After the plans, which are the person's own.
ORDER = 30


def register() -> None:
    """Offer them to everybody: nobody needs to have anything yet."""
    register_at_hand("toolbox", at_hand)
    register_card(order=48, name="toolbox", template="toolbox/card_toolbox.html", context=card)


def at_hand(_person: Person, _now: datetime) -> list[AtHand]:
    """Return every practice in its order."""
    views = [view_of(one) for one in practices().values()]
    return [AtHand(ORDER, one.title, one.why, reverse("practice", args=[one.key])) for one in views]


def card(_person: Person, _now: datetime) -> dict[str, Any]:
    """Return every practice."""
    views: list[PracticeView] = [view_of(one) for one in practices().values()]
    return {"practices": views}
