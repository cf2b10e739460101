"""Browsers for the pages of today."""

from collections.abc import Callable

import pytest
from django.test import Client

from alongside.accounts.models import Person

SignIn = Callable[[Person], Client]


@pytest.fixture
def sign_in() -> SignIn:
    """Return a browser in which that person is signed in."""

    def make(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return make
