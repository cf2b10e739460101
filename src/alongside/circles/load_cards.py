"""Cards about carrying for others: thanks, the word to who carries much, and whom an owner may want to thank."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from alongside.accounts.models import Person
from alongside.circles import links
from alongside.circles.policies import SupportingActor, visible_load_words
from alongside.circles.queries import supporting_of
from alongside.circles.taking_over import taking_over_from
from alongside.circles.thanks import to_thank, unseen_thanks
from alongside.ui.cards import register_card, register_supporter_card

THANKS = "circles/card_thanks.html"
LOAD = "circles/card_load.html"


def register() -> None:
    """Put the cards on the home page, and those for a supporter on the page of what they carry as well."""
    register_card(order=3, name="thanks", template=THANKS, context=my_thanks)
    register_card(order=4, name="load", template=LOAD, context=my_load)
    register_card(order=6, name="to thank", template="circles/card_to_thank.html", context=my_helper)
    register_supporter_card(order=3, name="thanks", template=THANKS, context=my_thanks)
    register_supporter_card(order=4, name="load", template=LOAD, context=my_load)


def my_thanks(actor: SupportingActor, _now: datetime) -> dict[str, Any] | None:
    """Return the thanks that the actor has not put away yet."""
    thanks = unseen_thanks(actor)
    return {"thanks": thanks, "token": _token(actor)} if thanks else None


def my_load(actor: SupportingActor, now: datetime) -> dict[str, Any] | None:
    """Return what the actor carries and who takes over, while the word about it stands and is still true."""
    if not visible_load_words(actor).exists():
        return None
    supporting = supporting_of(actor, now=now)
    if not supporting.is_full:
        return None
    return {
        "supporting": supporting,
        "taking_over": taking_over_from(actor, now=now),
        "breather_path": _breather_path(actor),
    }


def my_helper(person: Person, now: datetime) -> dict[str, Any] | None:
    """Return who helped the person lately and may be thanked."""
    found = to_thank(person, now=now)
    return {"helper": found} if found else None


def _token(actor: SupportingActor) -> str:
    return "" if isinstance(actor, Person) else links.sign(actor.id, salt=links.CONTACT)


def _breather_path(actor: SupportingActor) -> str:
    token = _token(actor)
    return reverse("with-breather", args=[token]) if token else reverse("supporting-breather")
