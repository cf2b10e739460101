"""The database itself refuses what must never be."""

from datetime import datetime, time, timedelta

import pytest
from django.db import IntegrityError

from alongside.accounts.models import Person
from alongside.notifications.models import ChannelRecord, Preferences, PushSubscription
from tests.conftest import MakePerson
from tests.notifications.conftest import MakeDelivery, MakeDevice, MakeEmail

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("start", "end"), [(time(22), None), (None, time(7)), (time(7), time(7))], ids=["no end", "no start", "no hours"]
)
def test_quiet_hours_have_two_ends(person: Person, now: datetime, start: time | None, end: time | None) -> None:
    with pytest.raises(IntegrityError, match="notifications_preferences_quiet"):
        Preferences.objects.create(created_at=now, person=person, quiet_from=start, quiet_until=end)


@pytest.mark.parametrize(
    "fields",
    [
        {"due_at": None},
        {"finished_at": datetime.fromisoformat("2026-03-04T20:00Z")},
        {"state": "handed_over"},
        {"state": "failed", "due_at": None},
        {"state": "mislaid", "due_at": None, "finished_at": datetime.fromisoformat("2026-03-04T20:00Z")},
    ],
)
def test_a_delivery_waits_or_has_ended(make_delivery: MakeDelivery, fields: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match="notifications_delivery_state"):
        make_delivery(**fields)


def test_a_delivery_has_one_recipient(make_delivery: MakeDelivery, person: Person) -> None:
    with pytest.raises(IntegrityError, match="notifications_delivery_recipient"):
        make_delivery(person=person, address_sealed=b"sealed")


def test_a_delivery_has_a_recipient(make_delivery: MakeDelivery) -> None:
    with pytest.raises(IntegrityError, match="notifications_delivery_recipient"):
        make_delivery(person=None)


def test_a_contact_has_no_device(make_delivery: MakeDelivery, make_device: MakeDevice, person: Person) -> None:
    with pytest.raises(IntegrityError, match="notifications_delivery_recipient"):
        make_delivery(make_device(person), address_sealed=b"sealed")


@pytest.mark.parametrize("channel", ["email", "pigeon"])
def test_a_device_is_told_by_push(
    make_delivery: MakeDelivery, make_device: MakeDevice, person: Person, channel: str
) -> None:
    with pytest.raises(IntegrityError, match="notifications_delivery_channel"):
        make_delivery(make_device(person), channel=channel)


def test_a_push_has_a_device(make_delivery: MakeDelivery) -> None:
    with pytest.raises(IntegrityError, match="notifications_delivery_channel"):
        make_delivery(channel="push")


def test_one_delivery_for_each_key_and_device(
    make_delivery: MakeDelivery, make_device: MakeDevice, person: Person
) -> None:
    device = make_device(person)
    make_delivery(device)
    with pytest.raises(IntegrityError, match="notifications_delivery_once"):
        make_delivery(device)


def test_one_mail_for_each_key(make_delivery: MakeDelivery) -> None:
    make_delivery()
    with pytest.raises(IntegrityError, match="notifications_delivery_once"):
        make_delivery()


def test_a_browser_is_one_row(person: Person, make_device: MakeDevice, make_person: MakePerson) -> None:
    make_device(person)
    make_device(make_person("Quin Madeup"))
    with pytest.raises(IntegrityError, match="endpoint_digest"):
        PushSubscription.objects.update(endpoint_digest=b"one browser")


def test_a_person_has_one_address(person: Person, make_email: MakeEmail) -> None:
    make_email(person)
    with pytest.raises(IntegrityError, match="person_id"):
        make_email(person, "other@mail.example")


def test_a_channel_record_says_when(now: datetime) -> None:
    with pytest.raises(IntegrityError, match="notifications_channelrecord_moment"):
        ChannelRecord.objects.create(channel="push")
    assert ChannelRecord(last_ok_at=now, last_failure_at=now + timedelta(seconds=1)).last_tried_at == now + timedelta(
        seconds=1
    )
