"""What goals say on the home page and to supporters: the next step, and what somebody is to ask about."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from alongside.accounts.models import Person
from alongside.circles.policies import SupportingActor
from alongside.journeys.goal_views import goals_of, to_ask_about
from alongside.journeys.policies import visible_goals
from alongside.ui import phrases
from alongside.ui.beginnings import Beginning, register_beginning
from alongside.ui.cards import register_card, register_supporter_card

TO_ASK = "journeys/card_to_ask.html"


def register() -> None:
    """Put the cards on the home page, and what somebody is to ask about on the page of a supporter as well."""
    register_card(order=4, name="goals to ask about", template=TO_ASK, context=to_ask)
    register_supporter_card(order=4, name="goals to ask about", template=TO_ASK, context=to_ask)
    register_card(order=26, name="goals", template="journeys/card_goals.html", context=my_goals)
    register_beginning(order=15, name="goals", source=to_begin)


def my_goals(person: Person, _now: datetime) -> dict[str, Any] | None:
    """Return the person's goals that are to come; None without any."""
    goals = goals_of(person, only_open=True)
    return {"goals": goals} if goals else None


def to_begin(person: Person, _now: datetime) -> Beginning | None:
    """Return the way to a goal; None for who has one that is to come."""
    if visible_goals(person).filter(reached_at=None).exists():
        return None
    return Beginning(phrases.WRITE_A_GOAL_DOWN, phrases.WHAT_A_GOAL_IS, reverse("goal-add"))


def to_ask(actor: SupportingActor, _now: datetime) -> dict[str, Any] | None:
    """Return what the actor is to ask about; None when it is nothing."""
    asks = to_ask_about(actor)
    return {"asks": asks} if asks else None
