"""Telling makes the right deliveries at the right moment, once; what is not handed over yet can be taken back."""

import threading
from datetime import UTC, datetime, time, timedelta

import psycopg
import pytest
from django.db import connection, transaction
from pytest_django import Settings

from alongside.accounts.models import Person
from alongside.kernel import due
from alongside.kernel.sealed import seal
from alongside.notifications.models import Delivery, Preferences
from alongside.notifications.sealing import ADDRESS
from alongside.notifications.services import forget_finished, tell, withdraw
from tests.conftest import MakePerson
from tests.notifications.conftest import MakeDelivery, MakeDevice, MakeEmail, MakeTelling
from tests.processes import until
from tests.support.database import waiting_for_locks

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _sends_mail(settings: Settings) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:1"


def be_quiet(person: Person, start: time, end: time, now: datetime) -> None:
    """Let a person have quiet hours."""
    Preferences.objects.create(created_at=now, person=person, quiet_from=start, quiet_until=end)


def told() -> list[tuple[str, str, list[str]]]:
    """Return key, channel and fallbacks of every delivery."""
    return sorted((row.key, row.channel, row.fallbacks) for row in Delivery.objects.all())


def test_every_device_is_told_and_email_waits_as_fallback(
    person: Person, make_device: MakeDevice, make_email: MakeEmail, make_telling: MakeTelling, now: datetime
) -> None:
    devices = {make_device(person).id, make_device(person).id}
    make_email(person)
    assert tell([make_telling(urgent=True, about_id=person.id)], now=now) == {"k": 2}
    assert told() == [("k", "push", ["email"]), ("k", "push", ["email"])]
    rows = list(Delivery.objects.all())
    assert {row.push_subscription_id for row in rows} == {row.device for row in rows} == devices
    assert {(row.person_id, row.about_id, row.due_at, row.urgent, row.attempts) for row in rows} == {
        (person.id, person.id, now, True, 0)
    }


def test_without_a_device_email_is_the_way(
    person: Person, make_email: MakeEmail, make_telling: MakeTelling, now: datetime
) -> None:
    make_email(person)
    assert tell([make_telling()], now=now) == {"k": 1}
    assert told() == [("k", "email", [])]


def test_devices_alone_have_no_fallback(
    person: Person, make_device: MakeDevice, make_email: MakeEmail, make_telling: MakeTelling, now: datetime
) -> None:
    make_device(person)
    make_email(person, verified_at=None)
    tell([make_telling()], now=now)
    assert told() == [("k", "push", [])]


@pytest.mark.parametrize("without", ["address", "proof", "mail server"])
def test_who_cannot_be_told_gets_no_delivery(
    *,
    person: Person,
    make_email: MakeEmail,
    make_telling: MakeTelling,
    now: datetime,
    settings: Settings,
    without: str,
) -> None:
    if without != "address":
        make_email(person, **({"verified_at": None} if without == "proof" else {}))
    if without == "mail server":
        settings.EMAIL_URL = None
    assert tell([make_telling()], now=now)["k"] == 0
    assert told() == []


def test_a_tie_can_rule_a_channel_out(
    person: Person, make_device: MakeDevice, make_email: MakeEmail, make_telling: MakeTelling, now: datetime
) -> None:
    make_device(person)
    make_email(person)
    tell(
        [
            make_telling(key="no push", by_push=False),
            make_telling(key="no mail", by_email=False),
            make_telling(key="nothing", by_push=False, by_email=False),
        ],
        now=now,
    )
    assert told() == [("no mail", "push", []), ("no push", "email", [])]


def test_the_same_key_told_twice_is_one_delivery_even_with_a_new_device(
    person: Person, make_device: MakeDevice, make_telling: MakeTelling, now: datetime
) -> None:
    make_device(person)
    tell([make_telling()], now=now)
    make_device(person)
    assert tell([make_telling(), make_telling(key="other")], now=now) == {"k": 1, "other": 2}
    assert told() == [("k", "push", []), ("other", "push", []), ("other", "push", [])]


def test_a_contact_is_told_at_their_sealed_address(
    person: Person, make_telling: MakeTelling, now: datetime, settings: Settings
) -> None:
    sealed = seal(person.data_key_id, "aunt@mail.example", what=ADDRESS)
    assert tell([make_telling(address_sealed=sealed, about_id=person.id)], now=now) == {"k": 1}
    row = Delivery.objects.get()
    assert (row.person, bytes(row.address_sealed or b""), row.channel, row.due_at) == (None, sealed, "email", now)
    settings.EMAIL_URL = None
    assert tell([make_telling(key="later", address_sealed=sealed)], now=now)["later"] == 0


# 29 March 2026: in Berlin the clock goes from 02:00 to 03:00, so 07:00 is 05:00 UTC; on 25 October it goes back.
@pytest.mark.parametrize(
    ("asked_at", "ends_at"),
    [
        (datetime(2026, 3, 28, 22, 30, tzinfo=UTC), datetime(2026, 3, 29, 5, 0, tzinfo=UTC)),
        (datetime(2026, 10, 24, 20, 30, tzinfo=UTC), datetime(2026, 10, 25, 6, 0, tzinfo=UTC)),
        (datetime(2026, 3, 4, 20, 59, tzinfo=UTC), datetime(2026, 3, 4, 20, 59, tzinfo=UTC)),
        (datetime(2026, 3, 4, 21, 0, tzinfo=UTC), datetime(2026, 3, 5, 6, 0, tzinfo=UTC)),
        (datetime(2026, 3, 5, 6, 0, tzinfo=UTC), datetime(2026, 3, 5, 6, 0, tzinfo=UTC)),
    ],
)
def test_quiet_hours_are_waited_for_on_the_persons_own_clock(
    person: Person, make_device: MakeDevice, make_telling: MakeTelling, asked_at: datetime, ends_at: datetime
) -> None:
    make_device(person)
    be_quiet(person, time(22), time(7), asked_at)
    tell([make_telling(wakes=False, expires_at=asked_at + timedelta(days=1))], now=asked_at)
    assert Delivery.objects.get().due_at == ends_at


def test_who_agreed_to_be_woken_is_woken(
    person: Person, make_device: MakeDevice, make_telling: MakeTelling, now: datetime
) -> None:
    make_device(person)
    be_quiet(person, time(20), time(7), now)
    tell([make_telling(wakes=True)], now=now)
    assert Delivery.objects.get().due_at == now


def test_what_would_be_of_no_use_after_the_quiet_hours_makes_no_delivery(
    person: Person, make_device: MakeDevice, make_telling: MakeTelling, now: datetime
) -> None:
    make_device(person)
    be_quiet(person, time(20), time(7), now)  # until 06:00 UTC, ten hours from now
    in_time, too_late = now + 11 * HOUR, now + 10 * HOUR
    tellings = [
        make_telling(key="in time", wakes=False, expires_at=in_time),
        make_telling(key="too late", wakes=False, expires_at=too_late),
    ]
    assert tell(tellings, now=now) == {"in time": 1}


def test_telling_many_takes_as_many_queries_as_telling_one(
    make_person: MakePerson,
    make_device: MakeDevice,
    make_telling: MakeTelling,
    now: datetime,
    django_assert_num_queries: object,
) -> None:
    people = [make_person(f"{name} Madeup") for name in ("Ari", "Bo", "Cy")]
    for one in people:
        make_device(one)
    for count in (1, 3):
        tellings = [make_telling(key=f"{count} {one.alias}", person_id=one.id, wakes=False) for one in people[:count]]
        # told already, devices (held), addresses, quiet hours, insert, wake-up
        with django_assert_num_queries(6):  # type: ignore[operator]  # pytest-django types it as a fixture only
            tell(tellings, now=now)


@pytest.mark.django_db(transaction=True)
def test_telling_wakes_the_worker_when_it_commits(
    person: Person, make_device: MakeDevice, make_telling: MakeTelling, now: datetime
) -> None:
    make_device(person)
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as ears:
        ears.execute(f"LISTEN {due.WAKE_CHANNEL}")
        tell([make_telling(person_id=None)], now=now)  # nobody to tell: nothing to wake for
        tell([make_telling()], now=now)
        assert len(list(ears.notifies(timeout=5, stop_after=1))) == 1


@pytest.mark.django_db(transaction=True)
def test_a_device_that_ends_just_now_does_not_undo_the_telling(
    person: Person, make_device: MakeDevice, make_email: MakeEmail, make_telling: MakeTelling, now: datetime
) -> None:
    ends = make_device(person)
    make_email(person)

    def say() -> None:
        tell([make_telling()], now=now)
        connection.close()

    thread = threading.Thread(target=say)
    with transaction.atomic():
        ends.delete()
        thread.start()
        until(lambda: waiting_for_locks() == 1)
    thread.join(20)
    assert told() == [("k", "email", [])]


def test_what_waits_can_be_taken_back(make_delivery: MakeDelivery, now: datetime) -> None:
    waiting = make_delivery(key="a", set_aside_at=now, set_aside_why="x.Y")
    done = make_delivery(key="b", state="handed_over", due_at=None, finished_at=now - HOUR, outcome="Taken.")
    other = make_delivery(key="c")
    assert withdraw(["a", "b", "nobody's"], now=now) == 1
    assert withdraw(["a"], now=now + HOUR) == 0
    for row in (waiting, done, other):
        row.refresh_from_db()
    assert (waiting.state, waiting.due_at, waiting.finished_at) == ("withdrawn", None, now)
    assert (waiting.set_aside_at, waiting.set_aside_why) == (None, "")
    assert (done.state, done.finished_at, done.outcome) == ("handed_over", now - HOUR, "Taken.")
    assert other.state == "waiting"


def test_deliveries_are_forgotten_thirty_days_after_they_ended(make_delivery: MakeDelivery, now: datetime) -> None:
    long_ago = now - timedelta(days=30, seconds=1)
    for key, state, at in (
        ("oldest", "failed", long_ago - HOUR),
        ("old", "handed_over", long_ago),
        ("just not", "withdrawn", now - timedelta(days=30)),
    ):
        make_delivery(key=key, state=state, due_at=None, finished_at=at)
    make_delivery(key="waits", created_at=long_ago, due_at=long_ago)
    assert forget_finished(now=now, most=1) == 1
    assert {row.key for row in Delivery.objects.all()} == {"old", "just not", "waits"}
    assert forget_finished(now=now) == 1
    assert forget_finished(now=now) == 0
    assert {row.key for row in Delivery.objects.all()} == {"just not", "waits"}
