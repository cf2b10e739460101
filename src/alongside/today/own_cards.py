"""The cards that are today's own: where a first visit goes on, and for organisers how the place is doing."""

from datetime import datetime

from alongside.accounts.enums import Role
from alongside.accounts.models import Person
from alongside.accounts.policies import has_role
from alongside.today.engine import rows_set_aside
from alongside.today.queries import first_visit
from alongside.ui.cards import register_card


def _organise(person: Person, _now: datetime) -> dict[str, object] | None:
    return {"set_aside": len(rows_set_aside())} if has_role(person, Role.ORGANISER) else None


def _first_visit(person: Person, _now: datetime) -> dict[str, object] | None:
    visit = first_visit(person)
    return {"visit": visit} if visit.is_offered else None


def register() -> None:
    """Put the way on before one's circle, and the organisers' last."""
    register_card(order=20, name="first visit", template="today/card_first_visit.html", context=_first_visit)
    register_card(order=90, name="organise", template="today/card_organise.html", context=_organise)
