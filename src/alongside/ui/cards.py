"""Cards that capabilities register for pages of others: the home page, and the page of what a supporter carries."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

# `Any` stands for accounts.Person, on a supporter's page also for circles.Supporter: both are of higher layers.
CardContext = Callable[[Any, datetime], dict[str, Any] | None]

# Where a card stands that is about a life: what somebody asked for themself comes before it.
PRESSING = 1

_cards: dict[str, "Card"] = {}
_supporter_cards: dict[str, "Card"] = {}


@dataclass(frozen=True, slots=True)
class Card:
    """One card: lower `order` comes first, `context(person, now)` fills `template` or is None when there is nothing.

    Where its value named `presses` is true it is about a life, and stands at `PRESSING`.
    """

    order: int
    name: str
    template: str
    context: CardContext
    presses: str = ""


@dataclass(frozen=True, slots=True)
class FilledCard:
    """A card that has something to say to this person."""

    name: str
    template: str
    values: dict[str, Any]


def register_card(*, order: int, name: str, template: str, context: CardContext, presses: str = "") -> None:
    """Add a card to the home page; call it in `ready()`. A second card of the same name is a ValueError."""
    _add(_cards, Card(order=order, name=name, template=template, context=context, presses=presses))


def register_supporter_card(*, order: int, name: str, template: str, context: CardContext) -> None:
    """Add a card to the page of what somebody carries for others; the same rules as for the home page.

    `context` is asked with a person, or with a contact without account who came by their own link.
    """
    _add(_supporter_cards, Card(order=order, name=name, template=template, context=context))


def _add(cards: dict[str, Card], card: Card) -> None:
    if card.name in cards:
        raise ValueError(f"There is a card named {card.name} already.")
    cards[card.name] = card


def filled_cards(person: Any, *, now: datetime) -> list[FilledCard]:
    """Return the cards that have something to say to `person` at `now`, in their order (then by name)."""
    return _filled(_cards, person, now)


def filled_supporter_cards(actor: Any, *, now: datetime) -> list[FilledCard]:
    """Return the same for the page of what a person or contact carries."""
    return _filled(_supporter_cards, actor, now)


def _filled(cards: Mapping[str, Card], whose: Any, now: datetime) -> list[FilledCard]:
    inorder = sorted(cards.values(), key=lambda card: (card.order, card.name))
    filled = [(card, values) for card in inorder if (values := card.context(whose, now)) is not None]
    filled.sort(key=lambda one: _place(*one))  # what is of one place stays in its order
    return [FilledCard(card.name, card.template, values) for card, values in filled]


def _place(card: Card, values: Mapping[str, Any]) -> int:
    return min(card.order, PRESSING) if values.get(card.presses) else card.order
