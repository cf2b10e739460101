"""Events in tests: planning one, and asking something there."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.models import Event, EventQuestion, Group
from alongside.groups.stage.details import Planning
from tests.groups.conftest import Begin, Join, Three

PLANNING = {
    "title": "Evening talk Test",
    "about": "How *one* gets through.",
    "kind": "questions",
    "day": date(2026, 3, 6),
    "at": time(20),
    "zone": "UTC",
    "minutes": 60,
}
Plan = Callable[..., Event]
Ask = Callable[..., EventQuestion]


def planning(**changes: Any) -> Planning:
    """An event on the second evening from now, but for what is said."""
    return Planning(**{**PLANNING, **changes})


@pytest.fixture
def company(begin: Begin, join: Join, three: Three) -> Group:
    """A group with its host and two members, "Amber Test" and "Birch Test"."""
    group = begin()
    join(group, three[1])
    join(group, three[2], "Birch Test")
    return group


@pytest.fixture
def plan(owner: Person, now: datetime) -> Plan:
    """Have somebody plan an event, the host unless said: `plan(group, minutes=30)`."""

    def planned(group: Group, *, by: Person | None = None, **changes: Any) -> Event:
        return services.plan_event(actor=by or owner, slug=group.slug, planning=planning(**changes), now=now)

    return planned


@pytest.fixture
def ask(now: datetime) -> Ask:
    """Have somebody ask something: `ask(event, mate, "How?", is_anonymous=True)`."""

    def asked(event: Event, by: Person, words: str = "How long Test?", *, is_anonymous: bool = False) -> EventQuestion:
        return services.ask_question(
            actor=by,
            slug=event.group.slug,
            event_id=event.id,
            words=words,
            is_anonymous=is_anonymous,
            now=now,
        )

    return asked
