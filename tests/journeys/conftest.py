"""Made-up people around one journey: its owner, ties that are chosen and one that is not, and a contact."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from alongside.accounts.models import Person
from alongside.circles.models import Supporter, Tie
from alongside.journeys import services
from alongside.journeys.details import JourneyDetails, SetbackDetails
from alongside.journeys.models import Journey, Setback
from alongside.kernel import due
from alongside.kernel.clock import current_time
from alongside.notifications.models import PushSubscription
from tests.circles import conftest as circles
from tests.conftest import MakePerson

owner, mate, stranger, sign_in = circles.owner, circles.mate, circles.stranger, circles.sign_in
mail = circles.mail
named, invited, accepted, contact = circles.named, circles.invited, circles.accepted, circles.contact

MILESTONES = next(kind for kind in due.kinds() if kind.name == "milestone")
TITLE, WHY = "CANARY-TITLE", "CANARY-WHY"
HAPPENED, HELPED, MESSAGE = "CANARY-HAPPENED", "CANARY-HELPED", "CANARY-MESSAGE"
Started = Callable[..., Journey]


@pytest.fixture
def now() -> datetime:
    """A Wednesday evening, 20:00 UTC, 21:00 in the owner's Berlin."""
    return datetime(2026, 3, 4, 20, 0, tzinfo=UTC)


@pytest.fixture
def today(now: datetime) -> date:
    """What day it is for everybody."""
    return now.date()


@pytest.fixture
def right_now() -> datetime:
    """Pages read the clock."""
    return current_time()


@pytest.fixture
def other(make_person: MakePerson) -> Person:
    """Somebody else who stands with the owner and is never chosen."""
    return make_person("Otto Other")


@pytest.fixture
def tie(mate: Person, accepted: Callable[..., Tie], now: datetime) -> Tie:
    """The tie that is chosen, to somebody with a device."""
    give_device(mate, now)
    return accepted(mate, "Mia M.")


@pytest.fixture
def other_tie(other: Person, accepted: Callable[..., Tie], now: datetime) -> Tie:
    """The tie that is not chosen, to somebody with a device."""
    give_device(other, now)
    return accepted(other, "Otto O.")


@pytest.fixture
def contact_tie(contact: Supporter) -> Tie:
    """The tie to somebody without account."""
    return contact.ties.get()


def person_of(tie: Tie) -> Person:
    """Return who is at the far end of a tie."""
    assert tie.supporter
    assert tie.supporter.person
    return tie.supporter.person


def give_device(person: Person, now: datetime) -> None:
    """Let somebody be told by push."""
    PushSubscription.objects.create(
        created_at=now, person=person, endpoint_digest=person.id.bytes, subscription_sealed=b"no"
    )


@pytest.fixture
def started(owner: Person, now: datetime) -> Started:
    """Begin a journey of the owner's: `started(days=30)`."""

    def start(*, days: int = 0, at: datetime | None = None, **said: Any) -> Journey:
        moment = at or now
        values = {"kind": "sober", "title": TITLE, "custom": "twelve_step", "why": WHY, **said}
        today = moment.astimezone(ZoneInfo(owner.time_zone)).date()
        details = JourneyDetails(started_on=today - timedelta(days=days), **values)
        return services.start_journey(actor=owner, details=details, now=moment)

    return start


@pytest.fixture
def exercises(started: Started) -> Journey:
    """Something the owner does and counts."""
    return started(kind="physio", title="Knee", custom="actions")


def had_setback(journey: Journey, now: datetime, *ties: Tie, first: date | None = None, **said: Any) -> Setback:
    """Have the owner tell these ties of a setback, today unless said otherwise."""
    day = first or now.date()
    values = {"key": "one", "happened": HAPPENED, "helped": HELPED, "message": MESSAGE, "last_day": day, **said}
    details = SetbackDetails(first_day=day, told=frozenset(tie.id for tie in ties), **values)
    return services.tell_setback(actor=journey.owner, journey_id=journey.id, details=details, now=now)


def morning_of(day: date, *, hour: int = 7) -> datetime:
    """Return a moment of that day in UTC: 8:00 in the owner's Berlin, in winter."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def run_due(now: datetime) -> int:
    """Have the engine do what is due."""
    return due.step_due(MILESTONES, now=now)
