"""The one card that is today's own: how the place is doing, for organisers."""

from datetime import datetime

from alongside.accounts.enums import Role
from alongside.accounts.models import Person
from alongside.accounts.policies import has_role
from alongside.today.engine import rows_set_aside
from alongside.ui.cards import register_card


def _organise(person: Person, _now: datetime) -> dict[str, object] | None:
    return {"set_aside": len(rows_set_aside())} if has_role(person, Role.ORGANISER) else None


def register() -> None:
    """Put it last."""
    register_card(order=90, name="organise", template="today/card_organise.html", context=_organise)
