"""The cards of the home page: every capability registers its own, and `today` shows them in order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

# `Any` stands for accounts.Person, which is of a higher layer than this one.
CardContext = Callable[[Any, datetime], dict[str, Any] | None]

_cards: dict[str, "Card"] = {}


@dataclass(frozen=True, slots=True)
class Card:
    """One card: lower `order` comes first, `context(person, now)` fills `template` or is None when there is nothing."""

    order: int
    name: str
    template: str
    context: CardContext


@dataclass(frozen=True, slots=True)
class FilledCard:
    """A card that has something to say to this person."""

    name: str
    template: str
    values: dict[str, Any]


def register_card(*, order: int, name: str, template: str, context: CardContext) -> None:
    """Add a card to the home page; call it in `ready()`. A second card of the same name is a ValueError."""
    if name in _cards:
        raise ValueError(f"There is a card named {name} already.")
    _cards[name] = Card(order=order, name=name, template=template, context=context)


def filled_cards(person: Any, *, now: datetime) -> list[FilledCard]:
    """Return the cards that have something to say to `person` at `now`, in their order (then by name)."""
    inorder = sorted(_cards.values(), key=lambda card: (card.order, card.name))
    filled = ((card, card.context(person, now)) for card in inorder)
    return [FilledCard(card.name, card.template, values) for card, values in filled if values is not None]
