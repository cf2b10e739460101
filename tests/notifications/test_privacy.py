"""A person can take along all that notifications hold of them, and leave nothing behind."""

from datetime import datetime, time

import pytest

from alongside.accounts.models import Person
from alongside.kernel.privacy import holdings
from alongside.notifications.models import Delivery, EmailAddress, Preferences, PushSubscription
from alongside.notifications.privacy import HOLDING
from tests.conftest import MakePerson
from tests.notifications.conftest import MakeDelivery, MakeDevice, MakeEmail

pytestmark = pytest.mark.django_db


def test_everything_is_exported_but_secrets(
    person: Person, make_device: MakeDevice, make_email: MakeEmail, make_delivery: MakeDelivery, now: datetime
) -> None:
    Preferences.objects.create(created_at=now, person=person, quiet_from=time(22), quiet_until=time(7))
    make_email(person)
    device = make_device(person)
    make_delivery(device, state="handed_over", due_at=None, finished_at=now, outcome="Taken.")
    assert HOLDING.export(person.id) == {
        "preferences": [{"quiet_from": time(22), "quiet_until": time(7), "says_more": False}],
        "email": [{"address": "pat@mail.example", "given_at": now, "confirmed_at": now}],
        "devices": [{"device": "Firefox on Android", "created_at": now}],
        "told": [
            {
                "created_at": now,
                "text": "notifications.test",
                "channel": "push",
                "state": "handed_over",
                "finished_at": now,
                "outcome": "Taken.",
            }
        ],
    }


def test_nothing_of_somebody_else_is_exported(
    person: Person, make_person: MakePerson, make_delivery: MakeDelivery
) -> None:
    other = make_person("Quin Madeup")
    make_delivery(about=other)
    assert HOLDING.export(other.id) == {"preferences": [], "email": [], "devices": [], "told": []}


def test_everything_is_erased_and_nothing_of_somebody_else(
    *,
    person: Person,
    make_person: MakePerson,
    make_device: MakeDevice,
    make_email: MakeEmail,
    make_delivery: MakeDelivery,
    now: datetime,
) -> None:
    other = make_person("Quin Madeup")
    for one in (person, other):
        Preferences.objects.create(created_at=now, person=one)
        make_email(one)
        make_device(one)
    make_delivery(key="to")
    make_delivery(key="about", person=other, about=person)
    make_delivery(key="of a contact", address_sealed=b"sealed", about=person)
    kept = make_delivery(key="theirs", person=other, about=other)
    HOLDING.erase(person.id, now)
    assert list(Delivery.objects.all()) == [kept]
    for model in (Preferences, EmailAddress, PushSubscription):
        assert [row.person_id for row in model.objects.all()] == [other.id]  # type: ignore[attr-defined]  # all have one


def test_the_house_knows_the_holding() -> None:
    assert HOLDING in holdings()
