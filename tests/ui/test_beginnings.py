"""What somebody could begin."""

from datetime import datetime

import pytest

from alongside.ui import beginnings as module
from alongside.ui.beginnings import Beginning, beginnings, register_beginning

PLAN = Beginning("Write a plan", "For a hard hour.", "/plan/")
COUNT = Beginning("Count", "Days add up.", "/count/")


@pytest.fixture(autouse=True)
def _registered_here_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_sources", {})


def test_what_is_begun_already_is_left_out_and_the_rest_comes_in_order(now: datetime) -> None:
    register_beginning(order=20, name="a", source=lambda _person, _now: COUNT)
    register_beginning(order=10, name="b", source=lambda person, _now: PLAN if person == "Odd" else None)
    assert beginnings("Odd", now=now) == [PLAN, COUNT]
    assert beginnings("Sol", now=now) == [COUNT]


def test_two_of_one_name_are_a_mistake() -> None:
    """It would hide one of them."""
    register_beginning(order=1, name="a", source=lambda _person, _now: None)
    with pytest.raises(ValueError, match="named a already"):
        register_beginning(order=2, name="a", source=lambda _person, _now: None)
