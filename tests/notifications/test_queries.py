"""What pages show of deliveries and of a person's choices."""

from datetime import datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from alongside.accounts.models import Person
from alongside.notifications import services
from alongside.notifications.enums import Channel, DeliveryState
from alongside.notifications.models import Preferences
from alongside.notifications.queries import (
    CopyView,
    DeliveryView,
    EmailView,
    can_be_told,
    copies_of,
    deliveries_of,
    settings_of,
)
from tests.conftest import MakePerson
from tests.notifications.conftest import MakeDelivery, MakeDevice, MakeEmail

pytestmark = pytest.mark.django_db


def test_the_best_of_all_copies_is_what_happened(
    person: Person, make_device: MakeDevice, make_delivery: MakeDelivery, now: datetime
) -> None:
    kinds = {
        "failed": {"state": "failed", "due_at": None, "finished_at": now, "outcome": "Refused."},
        "withdrawn": {"state": "withdrawn", "due_at": None, "finished_at": now},
        "waiting": {"outcome": "Later."},
        "handed_over": {"state": "handed_over", "due_at": None, "finished_at": now, "outcome": "Taken."},
    }
    order = list(kinds)
    for worse in range(4):
        for better in range(worse, 4):
            for fields in (kinds[order[worse]], kinds[order[better]]):
                make_delivery(make_device(person), key=f"{worse}{better}", **fields)
    found = deliveries_of([f"{worse}{better}" for worse in range(4) for better in range(worse, 4)])
    assert {key: view.state for key, view in found.items()} == {
        f"{worse}{better}": order[better] for worse in range(4) for better in range(worse, 4)
    }
    assert found["00"] == DeliveryView(DeliveryState.FAILED, now, "push", "Refused.")
    assert found["22"] == DeliveryView(DeliveryState.WAITING, None, "push", "Later.")
    assert deliveries_of(["nobody's"]) == {}


def test_outcomes_are_said_in_the_readers_language(make_delivery: MakeDelivery) -> None:
    from django.utils import translation

    make_delivery(outcome="Monday")
    make_delivery(key="nothing said")
    with translation.override("es"):
        found = deliveries_of(["k", "nothing said"])
    assert (found["k"].outcome, found["nothing said"].outcome) == ("lunes", "")


@pytest.mark.parametrize(
    ("device", "proven", "sends", "expected"),
    [
        (True, False, False, True),
        (False, True, True, True),
        (False, True, False, False),
        (False, False, True, False),
    ],
)
def test_who_can_be_told(
    *,
    person: Person,
    make_device: MakeDevice,
    make_email: MakeEmail,
    now: datetime,
    settings: Settings,
    device: bool,
    proven: bool,
    sends: bool,
    expected: bool,
) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:1" if sends else None
    make_email(person, verified_at=now if proven else None)
    if device:
        make_device(person)
    assert can_be_told(person.id) is expected
    assert settings_of(person).can_be_told is expected


def test_who_chose_nothing_yet_sees_that(person: Person) -> None:
    view = settings_of(person)
    assert (view.quiet_from, view.quiet_until, view.says_more) == (None, None, False)
    assert (view.email, view.devices, view.can_be_told) == (None, [], False)


def test_what_was_chosen_is_shown(
    person: Person, make_device: MakeDevice, make_email: MakeEmail, now: datetime
) -> None:
    Preferences.objects.create(created_at=now, person=person, quiet_from=time(22), quiet_until=time(7), says_more=True)
    device = make_device(person, name="Firefox on Android")
    make_email(person)
    view = settings_of(person)
    assert (view.quiet_from, view.quiet_until, view.says_more) == (time(22), time(7), True)
    assert view.email == EmailView("pat@mail.example", is_confirmed=True, confirmation=DeliveryView())
    [shown] = view.devices
    assert (shown.id, shown.name, shown.added_at) == (device.id, "Firefox on Android", now)
    assert shown.digest == bytes(device.endpoint_digest).hex()


def test_an_address_that_is_not_proven_shows_how_its_mail_stands(
    person: Person, now: datetime, settings: Settings
) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    services.set_email(actor=person, address="pat@mail.example", now=now)
    email = settings_of(person).email
    assert email is not None
    assert (email.is_confirmed, email.confirmation.state) == (False, "waiting")


def test_copies_of_a_test_name_their_device(
    person: Person, make_device: MakeDevice, make_delivery: MakeDelivery, now: datetime
) -> None:
    rows = [
        make_delivery(make_device(person, name="Edge on Windows"), outcome="Later."),
        make_delivery(state="failed", due_at=None, finished_at=now, outcome="Refused."),
    ]
    assert copies_of(rows) == [
        CopyView(Channel.PUSH, "Edge on Windows", DeliveryState.WAITING, "Later."),
        CopyView(Channel.EMAIL, "", DeliveryState.FAILED, "Refused."),
    ]


def test_a_device_that_was_removed_meanwhile_has_no_name(
    person: Person, make_device: MakeDevice, make_delivery: MakeDelivery
) -> None:
    device = make_device(person)
    row = make_delivery(device)
    device.delete()
    assert [copy.device for copy in copies_of([row])] == [""]


def test_more_rows_take_no_more_queries(
    make_person: MakePerson, make_device: MakeDevice, make_delivery: MakeDelivery, now: datetime
) -> None:
    counts = []
    for name, count in (("Ari", 1), ("Bo", 3)):
        person = make_person(f"{name} Madeup")
        rows = [make_delivery(make_device(person), person=person, key=f"{name}{n}") for n in range(count)]
        with CaptureQueriesContext(connection) as queries:
            settings_of(person)
            copies_of(rows)
            deliveries_of([row.key for row in rows])
        counts.append(len(queries))
    assert counts == [5, 5]
