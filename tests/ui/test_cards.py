"""The registry of cards."""

from datetime import datetime

import pytest

from alongside.ui import cards
from alongside.ui.cards import FilledCard, filled_cards, filled_supporter_cards, register_card, register_supporter_card


@pytest.fixture(autouse=True)
def _own_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start with no card, and leave those of the capabilities alone."""
    monkeypatch.setattr(cards, "_cards", {})


def test_cards_come_in_their_order_then_by_name(now: datetime) -> None:
    for order, name in ((20, "later"), (10, "b"), (10, "a")):
        register_card(order=order, name=name, template=f"{name}.html", context=lambda person, now: {})
    assert [card.name for card in filled_cards("somebody", now=now)] == ["a", "b", "later"]


def test_a_card_that_is_about_a_life_stands_behind_ones_own_reach_out_alone(now: datetime) -> None:
    for order, name in ((0, "mine"), (1, "room"), (5, "news")):
        register_card(order=order, name=name, template=f"{name}.html", context=lambda person, now: {})
    for name, urgent in (("calm", 0), ("pressing", 2)):
        values = {"urgent": urgent}
        register_card(order=8, name=name, template="a.html", context=lambda p, now, v=values: v, presses="urgent")
    assert [card.name for card in filled_cards("somebody", now=now)] == ["mine", "room", "pressing", "news", "calm"]


def test_a_card_with_nothing_to_say_is_left_out(now: datetime) -> None:
    register_card(order=1, name="quiet", template="quiet.html", context=lambda person, now: None)
    register_card(order=2, name="loud", template="loud.html", context=lambda person, now: {"who": person, "at": now})
    assert filled_cards("Ada Madeup", now=now) == [FilledCard("loud", "loud.html", {"who": "Ada Madeup", "at": now})]


def test_two_cards_cannot_have_one_name() -> None:
    register_card(order=1, name="circle", template="a.html", context=lambda person, now: {})
    with pytest.raises(ValueError, match="a card named circle already"):
        register_card(order=2, name="circle", template="b.html", context=lambda person, now: {})


def test_the_page_of_a_supporter_has_cards_of_its_own(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr(cards, "_supporter_cards", {})
    register_card(order=1, name="asked", template="home.html", context=lambda person, now: {})
    register_supporter_card(order=1, name="asked", template="own.html", context=lambda actor, now: {"who": actor})
    assert filled_supporter_cards("a contact", now=now) == [FilledCard("asked", "own.html", {"who": "a contact"})]
    with pytest.raises(ValueError, match="a card named asked already"):
        register_supporter_card(order=2, name="asked", template="b.html", context=lambda actor, now: {})
