"""A circle to reach out in: made-up people, with accepted ties."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest

from alongside.accounts.models import Person
from alongside.circles import offers
from alongside.circles.models import Supporter, Tie
from alongside.circles.sealing import NAME
from alongside.kernel.sealed import seal
from alongside.notifications.models import PushSubscription
from alongside.reachouts import services
from alongside.reachouts.models import Notification, ReachOut
from tests.conftest import MakePerson

MakeTie = Callable[..., Tie]
Start = Callable[..., ReachOut]


def give_device(person: Person, now: datetime) -> PushSubscription:
    """Give a person a browser that takes pushes; what it is sealed with does not matter where nothing is sent."""
    return PushSubscription.objects.create(
        created_at=now, person=person, endpoint_digest=uuid4().bytes, subscription_sealed=b"not sent in this test"
    )


@pytest.fixture
def owner(make_person: MakePerson) -> Person:
    """The person who reaches out."""
    return make_person("Ona Madeup")


@pytest.fixture
def make_tie(make_person: MakePerson, owner: Person, now: datetime) -> MakeTie:
    """Make an accepted tie to a new supporter with an account and a device: `make_tie("Sam", ring=1)`."""

    def make(alias: str, *, person: Person | None = None, **fields: object) -> Tie:
        person = person or make_person(f"{alias} Madeup")
        if not PushSubscription.objects.filter(person=person).exists():
            give_device(person, now)
        supporter, _ = Supporter.objects.get_or_create(person=person, defaults={"created_at": now})
        return Tie.objects.create(
            created_at=now,
            supporter=supporter,
            state="accepted",
            name_sealed=seal(owner.data_key_id, f"my {alias}", what=NAME),
            **{"owner": owner, "relation": "friend", "ring": 2, **fields},
        )

    return make


@pytest.fixture
def start(owner: Person, now: datetime) -> Start:
    """Reach out: `start()` at talk, or `start("urgent", note="...")`."""

    def make(level: str = "talk", *, now: datetime = now, key: str | None = None, note: str = "") -> ReachOut:
        asking = services.Asking(level=offers.Level(level), request_key=key or uuid4().hex, note=note)
        return services.reach_out(owner_id=owner.id, asking=asking, now=now)

    return make


def asked_names(row: ReachOut) -> list[list[str]]:
    """Return the aliases each started wave has asked, wave by wave."""
    waves = row.waves.exclude(started_at=None).order_by("started_at", "number")
    return [
        sorted(n.supporter.person.alias.split()[0] for n in wave.notifications.select_related("supporter__person"))
        for wave in waves
    ]


def ask_of(row: ReachOut, alias: str) -> Notification:
    """Return the newest notification of this reach-out to that supporter."""
    found = Notification.objects.filter(reach_out=row, supporter__person__alias__startswith=alias)
    return found.select_related("reach_out__owner", "supporter__person", "tie", "wave").latest("created_at")
