"""What journeys say on the home page and to supporters: where one stands, what was told, what was said to it."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.circles.policies import SupportingActor
from alongside.journeys.policies import visible_journeys, visible_said
from alongside.journeys.queries import open_journeys_of
from alongside.journeys.told_views import said_path, told_to, unread_words
from alongside.ui import phrases
from alongside.ui.beginnings import Beginning, register_beginning
from alongside.ui.cards import register_card, register_supporter_card

TOLD = "journeys/card_told.html"
WHY = _(
    "Count days or times of what matters to you. They are added up, and a setback never takes them back to nothing."
)


def register() -> None:
    """Put the cards on the home page, and what was told on the page of what a supporter carries as well."""
    register_card(order=3, name="told", template=TOLD, context=told_to_me)
    register_supporter_card(order=3, name="told", template=TOLD, context=told_to_me)
    register_supporter_card(order=95, name="said", template="journeys/card_said.html", context=said_by_me)
    register_card(order=4, name="words", template="journeys/card_words.html", context=words_for_me)
    register_card(order=25, name="journeys", template="journeys/card_journeys.html", context=my_journeys)
    register_beginning(order=10, name="journeys", source=to_begin)


def my_journeys(person: Person, now: datetime) -> dict[str, Any] | None:
    """Return where the person's journeys stand; None without any."""
    journeys = open_journeys_of(person, now=now)
    return {"journeys": journeys, "key": uuid4().hex} if journeys else None


def to_begin(person: Person, _now: datetime) -> Beginning | None:
    """Return the way to a first journey; None for who is on one."""
    if visible_journeys(person).filter(ended_at=None).exists():
        return None
    return Beginning(phrases.BEGIN_A_JOURNEY, WHY, reverse("journey-choose"))


def told_to_me(actor: SupportingActor, _now: datetime) -> dict[str, Any] | None:
    """Return what the actor was told by those they stand with; None when it is nothing."""
    told = told_to(actor)
    return {"told": told} if told else None


def said_by_me(actor: SupportingActor, _now: datetime) -> dict[str, Any] | None:
    """Return where the actor finds what they said; None when it is nothing."""
    return {"said_path": said_path(actor)} if visible_said(actor).exists() else None


def words_for_me(person: Person, _now: datetime) -> dict[str, Any] | None:
    """Return what was said to the person's milestones and setbacks; None when there is nothing new."""
    words = unread_words(person)
    return {"words": words} if words else None
