"""What tests of pages share."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from alongside.accounts.models import Person
from alongside.kernel import health
from alongside.kernel.clock import current_time
from tests.conftest import MakePerson

SignedIn = Callable[..., Client]


@pytest.fixture
def signed_in(make_person: MakePerson) -> SignedIn:
    """Give a browser in which a made-up person is signed in: `signed_in(country="DE")`."""

    def sign_in(**fields: object) -> Client:
        person: Person = make_person("Ada Madeup", **fields)
        client = Client()
        client.force_login(person)
        return client

    return sign_in


@pytest.fixture
def working_engine(db: None) -> datetime:
    """A worker has just been seen."""
    now = current_time()
    health.beat("a-worker", now=now)
    return now
