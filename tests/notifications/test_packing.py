"""A parcel holds all that sending needs: words in the right language, and the address as it is now."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext_lazy
from pytest_django import Settings

from alongside.accounts.models import Person
from alongside.kernel.clock import current_time
from alongside.kernel.models import DataKey
from alongside.kernel.sealed import seal
from alongside.notifications.channels import Result
from alongside.notifications.channels.webpush import Subscription
from alongside.notifications.models import EmailAddress, Preferences, PushSubscription
from alongside.notifications.packing import NO_LONGER_THERE, NO_MAIL, Address, mail_settings, pack, vapid_key
from alongside.notifications.sealing import ADDRESS
from alongside.notifications.wording import NEUTRAL_BODY, Wording, is_known, register_wording, words_of
from tests.conftest import MakePerson
from tests.notifications.conftest import NOWHERE, MakeDelivery, MakeDevice, MakeEmail
from tests.support.push_endpoint import PushEndpoint
from tests.support.smtp_server import SmtpServer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _wording() -> None:
    register_wording("test.something", Wording("Alongside", NEUTRAL_BODY, "Somebody reached out."))


def test_a_parcel_says_all_the_channel_needs(
    person: Person, make_device: MakeDevice, make_delivery: MakeDelivery, now: datetime, settings: Settings
) -> None:
    settings.BASE_URL = "https://circle.example"
    row = make_delivery(make_device(person), text="test.something", path="/asked/7/", urgent=True, attempts=3)
    [parcel] = pack([row], now=now + timedelta(seconds=0.5))
    assert (parcel.delivery_id, parcel.attempts) == (row.id, 3)
    said = parcel.outgoing
    assert (said.key, said.title, said.body) == ("k", "Alongside", "There is something new for you.")
    assert (said.path, said.url, said.lang) == ("/asked/7/", "https://circle.example/asked/7/", "en")
    assert (said.urgency, said.ttl_seconds) == ("high", 3599)
    assert parcel.address == Address(NOWHERE, row.push_subscription_id)


def test_it_says_more_only_to_who_asked_for_it(
    person: Person, make_person: MakePerson, make_delivery: MakeDelivery, now: datetime
) -> None:
    other = make_person("Quin Madeup")
    Preferences.objects.create(created_at=now, person=other, says_more=True)
    Preferences.objects.create(created_at=now, person=person)
    rows = [make_delivery(key=one.alias, person=one, text="test.something") for one in (person, other)]
    assert [parcel.outgoing.body for parcel in pack(rows, now=now)] == [
        "There is something new for you.",
        "Somebody reached out.",
    ]


def test_an_ordinary_one_is_not_pressing_and_one_that_is_over_has_no_time_left(
    make_delivery: MakeDelivery, now: datetime
) -> None:
    [parcel] = pack([make_delivery(expires_at=now)], now=now + timedelta(hours=1))
    assert (parcel.outgoing.urgency, parcel.outgoing.ttl_seconds) == ("normal", 0)


def test_mail_goes_to_the_persons_own_proven_address_and_to_a_contacts(
    person: Person, make_email: MakeEmail, make_delivery: MakeDelivery, now: datetime
) -> None:
    own = make_email(person, "pat@mail.example")
    sealed = seal(person.data_key_id, "aunt@mail.example", what=ADDRESS)
    rows = [make_delivery(key="a"), make_delivery(key="b", address_sealed=sealed)]
    assert [parcel.address for parcel in pack(rows, now=now)] == [
        Address("pat@mail.example", own.id),
        Address("aunt@mail.example", None),
    ]


def test_addresses_that_are_gone_are_none(
    person: Person, make_device: MakeDevice, make_email: MakeEmail, make_delivery: MakeDelivery, now: datetime
) -> None:
    make_email(person, verified_at=None)
    device = make_device(person)
    rows = [make_delivery(device, key="removed device"), make_delivery(key="not proven")]
    PushSubscription.objects.all().delete()
    for row in rows:
        row.refresh_from_db()
    parcels = pack(rows, now=now)
    assert [parcel.address for parcel in parcels] == [None, None]
    assert [parcel.send(now) for parcel in parcels] == [NO_LONGER_THERE, NO_LONGER_THERE]


def test_what_an_erased_key_sealed_is_gone(
    *,
    person: Person,
    make_person: MakePerson,
    make_device: MakeDevice,
    make_email: MakeEmail,
    make_delivery: MakeDelivery,
    now: datetime,
) -> None:
    other = make_person("Quin Madeup")  # their key seals everything here, and can go while the rows stay
    sealed = seal(other.data_key_id, "pat@mail.example", what=ADDRESS)
    make_email(person)
    EmailAddress.objects.update(address_sealed=sealed)
    device = make_device(other)
    PushSubscription.objects.update(person=person)
    rows = [make_delivery(key="a"), make_delivery(device, key="b"), make_delivery(key="c", address_sealed=sealed)]
    other_key = other.data_key_id
    other.delete()
    DataKey.objects.filter(id=other_key).delete()
    assert [parcel.address for parcel in pack(rows, now=now)] == [None, None, None]


def test_packing_many_takes_as_many_queries_as_packing_one(
    person: Person, make_device: MakeDevice, make_email: MakeEmail, make_delivery: MakeDelivery, now: datetime
) -> None:
    make_email(person)
    rows = [make_delivery(make_device(person), key=f"push {n}") for n in range(3)]
    rows += [make_delivery(key=f"mail {n}") for n in range(3)]
    counts = []
    for some in (rows[2:4], rows):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            pack(some, now=now)
        counts.append(len(queries))
    assert counts == [5, 5]


def test_a_text_nobody_registered_is_an_error(make_delivery: MakeDelivery, now: datetime) -> None:
    with pytest.raises(KeyError):
        pack([make_delivery(text="nobody.knows")], now=now)
    assert (is_known("nobody.knows"), is_known("notifications.test")) == (False, True)


def test_words_come_in_the_language_of_who_reads_them() -> None:
    register_wording("test.monday", Wording("Alongside", gettext_lazy("Monday"), gettext_lazy("Tuesday")))
    assert words_of("test.monday", locale="es", says_more=False).body == "lunes"
    assert words_of("test.monday", locale="es", says_more=True).body == "martes"
    assert words_of("test.monday", locale="en", says_more=False).body == "Monday"
    assert words_of("test.monday", locale="tlh", says_more=False).body == "Monday"


def test_a_push_is_sent_by_this_instances_key(
    person: Person, by_push: PushEndpoint, make_device: MakeDevice, make_delivery: MakeDelivery, now: datetime
) -> None:
    [parcel] = pack([make_delivery(make_device(person, by_push.subscribe()))], now=now)
    assert parcel.send(current_time()).kind is Result.DELIVERED
    assert by_push.received[0]["payload"]["tag"] == "k"


def test_a_mail_is_sent_by_this_instances_server(
    person: Person, by_mail: SmtpServer, make_email: MakeEmail, make_delivery: MakeDelivery, now: datetime
) -> None:
    make_email(person)
    [parcel] = pack([make_delivery()], now=now)
    assert parcel.send(now).kind is Result.DELIVERED
    assert by_mail.messages[0]["X-RcptTo"] == "pat@mail.example"
    assert by_mail.messages[0]["From"] == "Alongside <hello@circle.example>"


def test_where_no_mail_is_sent_any_more_it_is_refused(
    person: Person, make_email: MakeEmail, make_delivery: MakeDelivery, now: datetime, settings: Settings
) -> None:
    make_email(person)
    settings.EMAIL_URL = None
    [parcel] = pack([make_delivery()], now=now)
    assert parcel.send(now) == NO_MAIL


def test_keys_and_servers_are_read_once_and_follow_the_settings(settings: Settings) -> None:
    assert vapid_key() is vapid_key()
    before = vapid_key()
    settings.VAPID_CONTACT = "mailto:other@circle.example"
    assert vapid_key() is not before
    settings.EMAIL_URL, settings.EMAIL_FROM = "smtp://mail.example:2525", "hello@circle.example"
    found = mail_settings()
    assert found is not None
    assert found is mail_settings()
    assert (found.host, found.port) == ("mail.example", 2525)


def test_where_to_does_not_show_in_logs() -> None:
    secret = Subscription("https://push.example/secret", "p", "a")
    assert "secret" not in repr(Address(secret))
    assert "pat@" not in repr(Address("pat@mail.example"))
