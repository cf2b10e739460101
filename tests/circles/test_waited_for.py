"""Whoever stands with somebody and cannot be told is asked for a way, near the top of their home page, and once."""

from collections.abc import Callable

import pytest
from django.test import Client

from alongside.accounts.models import Person
from alongside.circles import services
from alongside.circles.models import Tie
from alongside.kernel.clock import current_time
from alongside.notifications.models import PushSubscription
from tests.circles.conftest import SignIn

pytestmark = pytest.mark.django_db

WAITED_FOR = "Let us tell you when somebody reaches out"
UNTOLD = "Choose how we can tell you"


def asked(browser: Client) -> list[str]:
    """Return which of the two cards the home page shows."""
    html = browser.get("/").content.decode()
    return [words for words in (WAITED_FOR, UNTOLD) if words in html]


def give_device(person: Person) -> None:
    PushSubscription.objects.create(
        created_at=current_time(), person=person, endpoint_digest=b"a browser", subscription_sealed=b"not sent"
    )


def test_a_supporter_is_asked_as_soon_as_they_said_yes(
    mate: Person, accepted: Callable[..., Tie], sign_in: SignIn
) -> None:
    browser = sign_in(mate)
    assert asked(browser) == [UNTOLD]
    accepted(mate)
    assert asked(browser) == [WAITED_FOR]
    html = browser.get("/").content.decode()
    assert html.index(WAITED_FOR) < html.index("Odd Owner")


def test_with_a_device_nobody_is_asked(mate: Person, accepted: Callable[..., Tie], sign_in: SignIn) -> None:
    accepted(mate)
    give_device(mate)
    assert asked(sign_in(mate)) == []


def test_who_left_is_not_waited_for(mate: Person, accepted: Callable[..., Tie], sign_in: SignIn) -> None:
    tie = accepted(mate)
    services.leave_tie(actor=mate, tie_id=tie.id, now=tie.created_at)
    assert asked(sign_in(mate)) == [UNTOLD]


def test_the_owner_is_not_asked_on_behalf_of_their_supporters(
    owner: Person, mate: Person, accepted: Callable[..., Tie], sign_in: SignIn
) -> None:
    accepted(mate)
    assert asked(sign_in(owner)) == [UNTOLD]
