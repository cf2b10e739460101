"""Calls to quiet members, for the tests of them: who wishes for calls, who is on the list, who was told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

import pytest

from alongside.accounts.models import Person
from alongside.groups import outgoing, services
from alongside.groups.calling.details import CallDetails
from alongside.groups.models import Call, CallWish, Group
from alongside.kernel.due import kinds
from alongside.kernel.models import DueRow
from alongside.notifications.services import Telling
from tests.groups.conftest import Begin, Join
from tests.support.engine import step_of_the_engine

A_DAY = timedelta(days=1)
NUMBER = "+1 555 0100"
DETAILS = CallDetails("message", frozenset(range(7)), "evening", "Europe/Madrid")
BY_PHONE = replace(DETAILS, way="phone", number=NUMBER)
Wish = Callable[..., CallWish]


def at(text: str) -> datetime:
    """Return a moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def wish(now: datetime) -> Wish:
    """Have somebody say yes to calls: `wish(group, mate, BY_PHONE)`."""

    def wished(
        group: Group, person: Person, details: CallDetails = DETAILS, *, later: timedelta = timedelta()
    ) -> CallWish:
        return services.choose_calls(actor=person, slug=group.slug, details=details, now=now + later)

    return wished


class Make(NamedTuple):
    """What a test makes: a group, somebody in it, and their yes to calls."""

    begin: Begin
    join: Join
    wish: Wish


Two = tuple[Person, Person]


@pytest.fixture
def make(begin: Begin, join: Join, wish: Wish) -> Make:
    """Make a group, have somebody come in, have somebody say yes to calls."""
    return Make(begin, join, wish)


@pytest.fixture
def two(mate: Person, owner: Person) -> Two:
    """A member, and the host."""
    return mate, owner


def moved(row: DueRow, now: datetime) -> None:
    """Let the engine come to a row."""
    kind = next(kind for kind in kinds() if kind.model is type(row))
    step_of_the_engine(kind.step, row, now)


def listed(row: CallWish, *, late: timedelta = timedelta()) -> Call:
    """Let somebody become quiet; return the call that they are on the list with."""
    row.refresh_from_db()
    assert row.due_at is not None
    moved(row, row.due_at + late)
    return Call.objects.get(membership=row.membership_id, outcome="")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """Who was told, in order; taken where groups hand over to notifications."""
    found: list[UUID] = []

    def note(tellings: list[Telling], **_more: object) -> None:
        found.extend(one.person_id for one in tellings if one.person_id)

    monkeypatch.setattr(outgoing, "tell", note)
    return found


def claimed(call: Call, by: Person, now: datetime) -> Call:
    """Have somebody say that they will call."""
    return services.claim_call(actor=by, slug=call.membership.group.slug, call_id=call.id, now=now)
