"""What notifications says on the home page: that nothing but the open page tells this person anything.

What makes that pressing is known higher up: whoever has people waiting for this person says so with `register_waiting`.
"""

from collections.abc import Callable
from datetime import datetime

from alongside.accounts.models import Person
from alongside.notifications.queries import can_be_told
from alongside.ui.cards import register_card

_waiting: list[Callable[[Person], bool]] = []


def register_waiting(is_waited_for: Callable[[Person], bool]) -> None:
    """Have the home page ask first of all when somebody may reach out to this person; call it in `ready()`."""
    _waiting.append(is_waited_for)


def _untold(person: Person, _now: datetime) -> dict[str, object] | None:
    return None if can_be_told(person.id) or _is_waited_for(person) else {}


def _waited_for(person: Person, _now: datetime) -> dict[str, object] | None:
    return {} if _is_waited_for(person) and not can_be_told(person.id) else None


def _is_waited_for(person: Person) -> bool:
    return any(is_waited_for(person) for is_waited_for in _waiting)


def register() -> None:
    """Ask for a way to tell people things: near the top when others count on it, else before whom they support."""
    register_card(order=5, name="waited for", template="notifications/card_waited_for.html", context=_waited_for)
    register_card(order=35, name="untold", template="notifications/card_untold.html", context=_untold)
