"""What the tests of accounts share: quick hashing, people with a passphrase, and browsers that are signed in."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from alongside.accounts.models import Person
from tests.conftest import MakePerson

PASSPHRASE = "seven quiet otters sleep"
SignIn = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def quick(settings: Settings) -> None:
    """Hash quickly."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def ada(make_person: MakePerson) -> Person:
    """Somebody whose account it is."""
    person = make_person("Ada Madeup", time_zone="Europe/Berlin", country="DE")
    person.set_password(PASSPHRASE)
    person.save()
    return person


@pytest.fixture
def ben(make_person: MakePerson) -> Person:
    """Somebody else here."""
    person = make_person("Ben Madeup")
    person.set_password(PASSPHRASE)
    person.save()
    return person


@pytest.fixture
def signed_in(db: None) -> SignIn:
    """Sign somebody in by the page, on a device of its own."""

    def sign_in(person: Person) -> Client:
        client = Client()
        answer = client.post("/sign-in/", {"login": person.alias, "password": PASSPHRASE})
        assert answer.status_code == 302, answer.content.decode()
        return client

    return sign_in


def confirm(client: Client) -> None:
    """Type the passphrase again, as pages ask for that matter."""
    assert client.post("/account/confirm/", {"password": PASSPHRASE}).status_code == 302
