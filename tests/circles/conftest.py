"""Made-up people around one circle, brought together by the services themselves."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import Settings

from alongside.accounts.models import Person
from alongside.circles import links, services
from alongside.circles.details import ContactDetails, Offer, TieDetails
from alongside.circles.models import Supporter, Tie
from tests.circles.agreeing import Two
from tests.conftest import MakePerson

Named = Callable[..., Tie]
OFFER = Offer(gives=("emotional",), hours=(18, 19, 20), wakes_at="urgent")


@pytest.fixture
def owner(make_person: MakePerson) -> Person:
    """Whose circle it is."""
    return make_person("Odd Owner", time_zone="Europe/Berlin")


@pytest.fixture
def mate(make_person: MakePerson) -> Person:
    """Somebody with an account who may support the owner."""
    return make_person("Mia Mate", time_zone="America/New_York")


@pytest.fixture
def stranger(make_person: MakePerson) -> Person:
    """Somebody who has nothing to do with any of it."""
    return make_person("Sol Stranger")


@pytest.fixture
def named(owner: Person, now: datetime) -> Named:
    """Name somebody in the owner's circle: `named("Auntie Test", ring=1)`."""

    def name(called: str = "Auntie Test", **details: Any) -> Tie:
        values = {"relation": "friend", "gives": ("emotional",), **details}
        return services.name_tie(actor=owner, details=TieDetails(name=called, **values), now=now)

    return name


@pytest.fixture
def invited(owner: Person, named: Named, now: datetime) -> Callable[..., str]:
    """Name and invite somebody; return the token of their link."""

    def invite(called: str = "Auntie Test", **details: Any) -> str:
        tie = named(called, **details)
        return token_of(services.invite(actor=owner, tie_id=tie.id, now=now).id)

    return invite


@pytest.fixture
def accepted(invited: Callable[..., str], now: datetime) -> Callable[..., Tie]:
    """Have a person accept an invitation of the owner."""

    def accept(person: Person, called: str = "Auntie Test", offer: Offer = OFFER, **details: Any) -> Tie:
        token = invited(called, **details)
        return services.accept_invitation(actor=person, token=token, offer=offer, weekly_capacity=None, now=now)

    return accept


@pytest.fixture
def contact(invited: Callable[..., str], now: datetime) -> Supporter:
    """Somebody without account who said yes to the owner and gave an address."""
    tie = services.accept_as_contact(
        token=invited("Uncle Test"),
        contact=ContactDetails(email="uncle@example.org", locale="es", time_zone="America/New_York"),
        offer=OFFER,
        weekly_capacity=3,
        now=now,
    )
    assert tie.supporter
    return tie.supporter


@pytest.fixture
def two(mate: Person, accepted: Callable[..., Tie], now: datetime) -> Two:
    """The owner and the mate, who offered to talk, from 18 to 21 on Mondays in New York."""
    return Two(accepted(mate), now)


@pytest.fixture
def by_link(contact: Supporter, now: datetime) -> Two:
    """The owner and the contact."""
    return Two(Tie.objects.select_related("owner", "supporter__person").get(supporter=contact), now)


def token_of(invitation_id: UUID) -> str:
    """Return the token of an invitation's link."""
    return links.sign(invitation_id, salt=links.INVITATION)


def contact_token(supporter: Supporter) -> str:
    """Return the token of a contact's own link."""
    return links.sign(supporter.id, salt=links.CONTACT)


@pytest.fixture
def mail(settings: Settings) -> None:
    """Have this instance send mail; nothing is sent in these tests."""
    settings.EMAIL_URL = "smtp://127.0.0.1:1"


SignIn = Callable[[Person | None], Client]


@pytest.fixture
def sign_in() -> SignIn:
    """Open a browser, signed in as that person or as nobody."""

    def opened(person: Person | None = None) -> Client:
        browser = Client()
        if person:
            browser.force_login(person)
        return browser

    return opened
