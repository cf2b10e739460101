"""Made-up people around one medicine."""

from collections.abc import Callable
from datetime import UTC, datetime, time

import pytest
from django.test import Client

from alongside.accounts.models import Person
from alongside.circles import services as circles
from alongside.circles.details import ContactDetails, Offer, TieDetails
from alongside.circles.links import INVITATION, sign
from alongside.circles.models import Supporter, Tie
from alongside.kernel.due import DueKind, step_due
from alongside.medication import services
from alongside.medication.details import Draft, When
from alongside.medication.models import Entry, Medicine, Timing
from tests.conftest import MakePerson

OFFER = Offer(gives=("emotional",), hours=(), wakes_at="talk")
KIND = DueKind("medication", Timing, services.move_timings)
EVENING = Draft("CANARY-NAME", "CANARY-HOW, with water", When((time(20),), again=30))
NEEDED = Draft("Spray", "Two puffs")

SignIn = Callable[[Person | None], Client]


@pytest.fixture
def owner(make_person: MakePerson) -> Person:
    """Somebody in Berlin."""
    return make_person("Odd Owner", time_zone="Europe/Berlin")


@pytest.fixture
def mate(make_person: MakePerson) -> Person:
    """Somebody who stands with the owner once `tie` is asked for."""
    return make_person("Mia Mate")


@pytest.fixture
def stranger(make_person: MakePerson) -> Person:
    """Somebody with nothing to do with any of them."""
    return make_person("Sam Stranger")


def _token(owner: Person, name: str, now: datetime) -> str:
    named = circles.name_tie(
        actor=owner, details=TieDetails(name=name, relation="friend", gives=("emotional",)), now=now
    )
    return sign(circles.invite(actor=owner, tie_id=named.id, now=now).id, salt=INVITATION)


@pytest.fixture
def tie(owner: Person, mate: Person, now: datetime) -> Tie:
    """The owner's tie to the mate, called Mia M."""
    token = _token(owner, "Mia M.", now)
    return circles.accept_invitation(actor=mate, token=token, offer=OFFER, weekly_capacity=None, now=now)


@pytest.fixture
def contact(owner: Person, now: datetime) -> Supporter:
    """A neighbour without account."""
    tie = circles.accept_as_contact(
        token=_token(owner, "Neighbour", now),
        contact=ContactDetails(email="neighbour@example.org", locale="en", time_zone="UTC"),
        offer=OFFER,
        weekly_capacity=None,
        now=now,
    )
    assert tie.supporter
    return tie.supporter


@pytest.fixture
def medicine(owner: Person, now: datetime) -> Medicine:
    """Every evening at eight, with a second reminder after half an hour."""
    return services.write_medicine(actor=owner, draft=EVENING, now=now)


@pytest.fixture
def needed(owner: Person, now: datetime) -> Medicine:
    """One that is taken when it is needed."""
    return services.write_medicine(actor=owner, draft=NEEDED, now=now)


def timing(medicine: Medicine) -> Timing:
    """Return where it stands in the database."""
    return Timing.objects.get(medicine=medicine)


def work(now: datetime) -> int:
    """Do what a worker does at that moment."""
    return step_due(KIND, now=now)


def log(medicine: Medicine) -> list[tuple[str, str]]:
    """Return the log of a medicine: day and time of the label, and what is written down."""
    rows = Entry.objects.filter(medicine=medicine).order_by("on_day", "at_time")
    return [(f"{row.on_day} {row.at_time:%H:%M}" if row.at_time else "needed", row.answer or "") for row in rows]


def at(text: str) -> datetime:
    """Return a moment, UTC: `at("2026-03-05 19:00")`."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def sign_in() -> SignIn:
    """Open a browser, signed in as that person or as nobody."""

    def opened(person: Person | None = None) -> Client:
        browser = Client()
        if person:
            browser.force_login(person)
        return browser

    return opened
