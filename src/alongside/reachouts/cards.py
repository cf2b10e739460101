"""What reach-outs put on the home page."""

from datetime import datetime

from alongside.accounts.enums import Role
from alongside.accounts.models import Person
from alongside.accounts.policies import has_role
from alongside.circles.policies import SupportingActor
from alongside.reachouts import queries
from alongside.ui.cards import register_card, register_supporter_card

ASKED = "reachouts/card_asked.html"


def _mine(person: Person, _now: datetime) -> dict[str, object] | None:
    row = queries.open_reach_out(person)
    return {"reach_out": row} if row else None


def _asked(actor: SupportingActor, _now: datetime) -> dict[str, object] | None:
    asks = queries.open_asks(actor)
    return {"asks": asks} if asks else None


def _listening(person: Person, _now: datetime) -> dict[str, object] | None:
    return {"shifts": queries.shifts_of(person)} if has_role(person, Role.LISTENER) else None


def register() -> None:
    """Put the open reach-out first, then what asks for this person; a listener's shifts further down.

    What asks for somebody also comes first on the page of what they carry, which is all that a contact has.
    """
    register_card(order=0, name="my reach-out", template="reachouts/card_mine.html", context=_mine)
    register_card(order=50, name="listening", template="reachouts/card_listening.html", context=_listening)
    register_card(order=2, name="asked of you", template=ASKED, context=_asked)
    register_supporter_card(order=1, name="asked of you", template=ASKED, context=_asked)
