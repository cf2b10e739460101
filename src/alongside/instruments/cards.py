"""What questionnaires put on the home page, and on the page of what somebody carries for others."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from alongside.accounts.models import Person
from alongside.circles import links
from alongside.circles.policies import SupportingActor
from alongside.instruments.queries import asked_again, sharing_with
from alongside.ui.cards import register_card, register_supporter_card


def register() -> None:
    """Say on Today when one is to be taken again, and nothing otherwise; lead supporters to what is shared."""
    register_card(order=37, name="questionnaires", template="instruments/card_again.html", context=again)
    register_supporter_card(
        order=35, name="questionnaires", template="instruments/card_shared.html", context=shared_with_me
    )


def again(person: Person, _now: datetime) -> dict[str, Any] | None:
    """Return what the person wanted to take again about now."""
    asked = asked_again(person)
    return {"asked": asked} if asked else None


def shared_with_me(actor: SupportingActor, _now: datetime) -> dict[str, Any] | None:
    """Return whose numbers the actor may read, and where."""
    shared = [(alias, _path(actor, tie_id)) for tie_id, alias in sharing_with(actor)]
    return {"shared_numbers": shared} if shared else None


def _path(actor: SupportingActor, tie_id: object) -> str:
    if isinstance(actor, Person):
        return reverse("supporting-questionnaires", args=[tie_id])
    return reverse("with-questionnaires", args=[links.sign(actor.id, salt=links.CONTACT)])
