"""What circles says on the home page: one's circle, what could help next, whom one supports, what one is asked for."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.circles.asks_queries import asked_of
from alongside.circles.covering import coverage_for
from alongside.circles.drawing import chips_with_you
from alongside.circles.enums import TieState
from alongside.circles.names import names_of
from alongside.circles.next_steps_queries import next_steps_for
from alongside.circles.picture import ROOMY
from alongside.circles.policies import SupportingActor, visible_supported, visible_ties
from alongside.circles.queries import circle_of, supporting_of
from alongside.circles.safety_card import sentence_of
from alongside.notifications.cards import register_waiting
from alongside.ui import phrases
from alongside.ui.beginnings import Beginning, register_beginning
from alongside.ui.cards import register_card, register_supporter_card

# How long the home page says that somebody said yes.
NEWS = timedelta(days=3)
# As many as are taken in at a glance; the circle's page has them all.
MOST_CHIPS = 6
WHY_A_CARD = _(
    "Whom you can call, and a sentence from you to yourself, on one page: for an hour in which thinking is hard, and "
    "for when there is no network."
)


def register() -> None:
    """Put the cards on the home page, and ask whoever stands with somebody how they can be told."""
    register_waiting(lambda person: visible_supported(person).exists())
    register_card(order=30, name="circle", template="circles/card_circle.html", context=my_circle)
    register_card(order=3, name="asks", template="circles/card_asks.html", context=asks_of_me)
    register_supporter_card(order=5, name="asks", template="circles/card_asks.html", context=asks_of_me)
    register_card(order=35, name="next step", template="circles/card_next_step.html", context=my_next_step)
    register_card(order=40, name="supporting", template="circles/card_supporting.html", context=people_i_support)
    register_card(order=45, name="safety card", template="circles/card_safety.html", context=my_safety_card)
    register_beginning(order=35, name="safety card", source=card_to_write)


def my_circle(person: Person, now: datetime) -> dict[str, Any] | None:
    """Return the person's circle, the chips of those with them, who said yes lately, and whether a need has gaps.

    None while it is empty: the home page itself says how to begin.
    """
    circle = circle_of(person, now=now)
    if circle.is_empty:
        return None
    newly = visible_ties(person).filter(state=TieState.ACCEPTED, invitations__used_at__gt=now - NEWS)
    return {
        "circle": circle,
        "chips": chips_with_you(circle)[:MOST_CHIPS],
        "faces": ROOMY,
        "newly": sorted(names_of(newly).values(), key=str.casefold),
        "has_gaps": any(not one.is_met for one in coverage_for(person, now=now).needs),
    }


def people_i_support(person: Person, now: datetime) -> dict[str, Any] | None:
    """Return whom the person supports and what they carry; None when they support nobody."""
    if not visible_supported(person).exists():
        return None
    return {"supporting": supporting_of(person, now=now)}


def my_next_step(person: Person, now: datetime) -> dict[str, Any] | None:
    """Return what could help next in the person's circle; None when there is nothing, or nobody in it yet."""
    steps = next_steps_for(person, now=now)
    return {"next_steps": steps} if steps.has_any else None


def asks_of_me(actor: SupportingActor, _now: datetime) -> dict[str, Any] | None:
    """Return what somebody is asked for by those they stand with; None when it is nothing."""
    asks = asked_of(actor)
    return {"asks": asks} if asks else None


def my_safety_card(person: Person, _now: datetime) -> dict[str, Any] | None:
    """Return the sentence on the card; None while it is not written."""
    sentence = sentence_of(person)
    return None if sentence is None else {"sentence": sentence}


def card_to_write(person: Person, _now: datetime) -> Beginning | None:
    """Return the way to the card; None when it is written, and while the circle is empty: that comes first."""
    if sentence_of(person) is not None or not visible_ties(person).exists():
        return None
    return Beginning(phrases.WRITE_YOUR_CARD, WHY_A_CARD, reverse("safety-card-write"))
