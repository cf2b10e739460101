"""What somebody has at hand for a hard hour."""

from datetime import datetime

import pytest

from alongside.ui import at_hand as module
from alongside.ui.at_hand import AtHand, at_hand, register_at_hand

PLAN = AtHand(10, "My plan", "You wrote it for a night like this.", "/plan/")
BREATHE = AtHand(20, "Breathe", "One minute.", "/breathe/")


@pytest.fixture(autouse=True)
def _registered_here_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_sources", {})


def test_everything_is_offered_in_order_and_what_somebody_does_not_have_is_not(now: datetime) -> None:
    """Whoever registered first does not come first: the order says what helps soonest."""
    register_at_hand("a", lambda _person, _now: [BREATHE])
    register_at_hand("b", lambda person, _now: [PLAN] if person == "Odd" else [])
    assert at_hand("Odd", now=now) == [PLAN, BREATHE]
    assert at_hand("Sol", now=now) == [BREATHE]


def test_two_sources_of_one_name_are_a_mistake() -> None:
    """It would hide one of them."""
    register_at_hand("a", lambda _person, _now: [])
    with pytest.raises(ValueError, match="named a already"):
        register_at_hand("a", lambda _person, _now: [])
