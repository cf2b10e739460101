"""Made-up people around one check-in."""

from collections.abc import Callable
from datetime import UTC, datetime, time

import pytest
from django.test import Client

from alongside.accounts.models import Person
from alongside.checkins import services
from alongside.checkins.contents import contents
from alongside.checkins.details import Draft
from alongside.checkins.models import CheckIn, Rhythm
from alongside.circles import services as circles
from alongside.circles.details import ContactDetails, Offer, TieDetails
from alongside.circles.links import INVITATION, sign
from alongside.circles.models import Supporter, Tie
from alongside.kernel.due import DueKind, step_due
from tests.conftest import MakePerson

OFFER = Offer(gives=("emotional",), hours=(), wakes_at="talk")
KIND = DueKind("check-in", Rhythm, services.move_rhythms, fields=services.READS)
DRAFT = Draft("Evening", ("mood", "craving", "halt"), (time(20),), own=(("text", "Who helped?"),))

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
def other(owner: Person, make_person: MakePerson, now: datetime) -> Tie:
    """Another tie of the owner's, with whom nothing is shared unless a test does."""
    token = _token(owner, "Noor", now)
    return circles.accept_invitation(
        actor=make_person("Noor Other"), token=token, offer=OFFER, weekly_capacity=None, now=now
    )


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
def check_in(owner: Person, now: datetime) -> CheckIn:
    """Mood, craving, HALT and an own question, every evening at eight."""
    return services.build_check_in(actor=owner, draft=DRAFT, now=now)


def ids(check_in: CheckIn) -> list[str]:
    """Return the ids of its parts, in order."""
    return [part.id for part in contents(check_in).parts]


def rhythm_of(check_in: CheckIn) -> Rhythm:
    """Return where it stands in the database."""
    return Rhythm.objects.get(check_in=check_in)


def work(now: datetime) -> int:
    """Do what a worker does at that moment."""
    return step_due(KIND, now=now)


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
