"""What notifications says on the home page: that nothing but the open page tells this person anything."""

from datetime import datetime

from alongside.accounts.models import Person
from alongside.notifications.queries import can_be_told
from alongside.ui.cards import register_card


def _untold(person: Person, _now: datetime) -> dict[str, object] | None:
    return None if can_be_told(person.id) else {}


def register() -> None:
    """Ask for a way to tell people things, after what is going on and before whom they support."""
    register_card(order=35, name="untold", template="notifications/card_untold.html", context=_untold)
