"""Two people with a tie, somebody who has nothing to do with them, and what they write."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

import pytest
from pytest_django import Settings

from alongside.accounts.enums import Role
from alongside.accounts.models import Person, RoleGrant
from alongside.circles.models import Tie
from alongside.messaging import services
from alongside.messaging.models import Message
from alongside.messaging.policies import access_seat
from alongside.messaging.queries import Row, Talk, conversations_of, talk_of
from alongside.messaging.services import Line
from alongside.notifications.models import EmailAddress
from tests.circles.conftest import accepted, invited, mate, named, owner, sign_in, stranger
from tests.conftest import MakePerson

__all__ = ["accepted", "invited", "mate", "named", "owner", "sign_in", "stranger"]

Write = Callable[..., Message]
Accept = Callable[..., Tie]


@pytest.fixture
def tie(mate: Person, accepted: Callable[..., Tie]) -> Tie:
    """The owner's tie to the mate, whom they call "Auntie Test"."""
    return accepted(mate)


@pytest.fixture
def told(owner: Person, mate: Person, settings: Settings, now: datetime) -> None:
    """Have owner and mate be people who can be told by e-mail."""
    settings.EMAIL_URL = "smtp://localhost"  # type: ignore[attr-defined]  # pytest-django's settings take anything
    for person in (owner, mate):
        EmailAddress.objects.create(created_at=now, person=person, address_sealed=b"no", verified_at=now)


@pytest.fixture
def write(tie: Tie, now: datetime) -> Write:
    """Have one of the two of the tie write: `write(owner, "Hello")`."""

    def written(actor: Person, text: str = "Hello", key: str = "") -> Message:
        line = Line(text, key or uuid4().hex)
        return services.write_first(actor=actor, origin="tie", source=tie.id, line=line, now=now)

    return written


@pytest.fixture
def moderator(make_person: MakePerson, now: datetime) -> Person:
    """Somebody who moderates the whole place."""
    person = make_person("Moderator Madeup")
    RoleGrant.objects.create(created_at=now, person=person, role=Role.MODERATOR)
    return person


def read(actor: Person, conversation_id: UUID) -> Talk:
    """Return a conversation as somebody sees it."""
    return talk_of(access_seat(actor, conversation_id))


def said(actor: Person, conversation_id: UUID) -> list[str | None]:
    """Return what somebody reads in a conversation."""
    return [line.text for line in read(actor, conversation_id).lines]


def listed(actor: Person) -> list[Row]:
    """Return the first page of somebody's conversations."""
    return conversations_of(actor).rows
