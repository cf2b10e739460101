"""Each outcome leads to the right next thing, whatever happened to the delivery meanwhile."""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction

from alongside.accounts.models import Person
from alongside.kernel import health
from alongside.notifications.channels import Outcome, Result
from alongside.notifications.models import ChannelRecord, Delivery, EmailAddress, PushSubscription
from alongside.notifications.outcomes import Report, channels_work, give_up, note_reports
from alongside.notifications.services import withdraw
from tests.notifications.conftest import MakeDelivery, MakeDevice, MakeEmail
from tests.processes import until
from tests.support.database import waiting_for_locks

pytestmark = pytest.mark.django_db

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
TAKEN = Outcome(Result.DELIVERED, "Taken.")
LATER = Outcome(Result.RETRY, "Later.")
GONE = Outcome(Result.GONE, "Gone.")
REFUSED = Outcome(Result.REFUSED, "Refused.")


def report(row: Delivery, outcome: Outcome, *, attempts: int = 1) -> Report:
    """Report what came of an attempt, with the address that `make_delivery` gave it."""
    used = row.push_subscription_id
    if row.channel == "email" and row.person_id:
        used = EmailAddress.objects.filter(person=row.person_id).values_list("id", flat=True).first()
    return Report(row.id, attempts, outcome, used)


def state(row: Delivery) -> tuple[str, datetime | None, datetime | None, str]:
    """Return state, next moment, end and outcome as the database has them."""
    row.refresh_from_db()
    return row.state, row.due_at, row.finished_at, row.outcome


def test_what_the_channel_took_is_handed_over(make_delivery: MakeDelivery, now: datetime) -> None:
    row = make_delivery()
    note_reports([report(row, TAKEN)], now=now)
    assert state(row) == ("handed_over", None, now, "Taken.")


def test_each_delivery_of_a_batch_keeps_its_own_outcome(make_delivery: MakeDelivery, now: datetime) -> None:
    first, second, third = (make_delivery(key=key) for key in "abc")
    other = Outcome(Result.DELIVERED, "Taken by another.")
    note_reports([report(first, TAKEN), report(second, other), report(third, LATER)], now=now)
    assert [state(row)[0::3] for row in (first, second, third)] == [
        ("handed_over", "Taken."),
        ("handed_over", "Taken by another."),
        ("waiting", "Later."),
    ]


@pytest.mark.parametrize(("urgent", "waits"), [(True, [2, 5, 15, 30, 30]), (False, [10, 60, 300, 900])])
def test_what_may_work_later_is_tried_again(
    make_delivery: MakeDelivery, now: datetime, urgent: bool, waits: list[int]
) -> None:
    row = make_delivery(urgent=urgent)
    for attempts, wait in enumerate(waits, start=1):
        Delivery.objects.update(attempts=attempts)
        note_reports([report(row, LATER, attempts=attempts)], now=now)
        assert state(row) == ("waiting", now + wait * SECOND, None, "Later.")


def test_a_wait_the_other_side_asks_for_is_kept(make_delivery: MakeDelivery, now: datetime) -> None:
    row = make_delivery()
    note_reports([report(row, Outcome(Result.RETRY, "Slower.", 20 * MINUTE))], now=now)
    assert state(row) == ("waiting", now + 20 * MINUTE, None, "Slower.")


@pytest.mark.parametrize("outcome", [GONE, REFUSED])
def test_what_will_not_work_has_failed_for_good(make_delivery: MakeDelivery, now: datetime, outcome: Outcome) -> None:
    row = make_delivery()
    note_reports([report(row, outcome)], now=now)
    assert state(row) == ("failed", None, now, outcome.detail)


@pytest.mark.parametrize(("left", "expected"), [(11 * SECOND, "waiting"), (10 * SECOND, "failed")])
def test_no_try_is_planned_for_when_it_is_of_no_use(
    make_delivery: MakeDelivery, now: datetime, left: timedelta, expected: str
) -> None:
    row = make_delivery(expires_at=now + left)
    note_reports([report(row, LATER)], now=now)
    assert state(row)[0] == expected


def test_a_late_report_of_an_older_lease_decides_nothing(make_delivery: MakeDelivery, now: datetime) -> None:
    row = make_delivery(attempts=2)
    note_reports([report(row, REFUSED, attempts=1), report(row, LATER, attempts=1)], now=now)
    assert state(row) == ("waiting", now + 60 * SECOND, None, "")


def test_but_that_an_older_attempt_arrived_counts(make_delivery: MakeDelivery, now: datetime) -> None:
    row = make_delivery(attempts=2)
    note_reports([report(row, TAKEN, attempts=1), report(row, LATER, attempts=2)], now=now)
    assert state(row) == ("handed_over", None, now, "Taken.")
    note_reports([report(row, TAKEN, attempts=2)], now=now + MINUTE)
    assert state(row) == ("handed_over", None, now, "Taken.")


def test_what_was_taken_back_while_it_was_sent_is_noted_as_it_happened(
    make_delivery: MakeDelivery, now: datetime
) -> None:
    arrived, lost = make_delivery(key="a"), make_delivery(key="b")
    withdraw(["a", "b"], now=now)
    note_reports([report(arrived, TAKEN), report(lost, LATER)], now=now + SECOND)
    assert state(arrived) == ("handed_over", None, now + SECOND, "Taken.")
    assert state(lost) == ("withdrawn", None, now, "")


def test_a_delivery_that_was_erased_meanwhile_is_passed_over(make_delivery: MakeDelivery, now: datetime) -> None:
    erased, row = make_delivery(key="a"), make_delivery(key="b")
    reports = [report(erased, TAKEN), report(row, TAKEN)]
    Delivery.objects.filter(key="a").delete()
    note_reports(reports, now=now)
    assert state(row)[0] == "handed_over"


def test_a_subscription_that_has_ended_is_deleted(
    person: Person, make_device: MakeDevice, make_delivery: MakeDelivery, now: datetime
) -> None:
    ended, other = make_device(person), make_device(person)
    row = make_delivery(ended)
    note_reports([report(row, GONE)], now=now)
    assert list(PushSubscription.objects.all()) == [other]
    row.refresh_from_db()
    assert (row.push_subscription, row.device) == (None, ended.id)


def test_an_address_that_does_not_exist_is_not_used_until_it_is_proven_again(
    person: Person, make_email: MakeEmail, make_delivery: MakeDelivery, now: datetime
) -> None:
    mail = make_email(person)
    note_reports([report(make_delivery(), GONE)], now=now)
    mail.refresh_from_db()
    assert mail.verified_at is None


def test_an_address_given_meanwhile_keeps_its_proof(
    person: Person, make_email: MakeEmail, make_delivery: MakeDelivery, now: datetime
) -> None:
    old = make_email(person)
    late = report(make_delivery(), GONE)
    old.delete()
    new = make_email(person, "pat@other.example")
    note_reports([late], now=now)
    new.refresh_from_db()
    assert new.verified_at == now


def test_the_next_channel_takes_over_only_when_every_copy_has_failed(
    person: Person, make_device: MakeDevice, make_delivery: MakeDelivery, now: datetime
) -> None:
    said = {"fallbacks": ["email"], "urgent": True, "wakes": False, "about": person, "locale": "es"}
    first, second = (make_delivery(make_device(person), **said) for _ in range(2))
    note_reports([report(first, GONE)], now=now)
    assert not Delivery.objects.filter(channel="email").exists()
    note_reports([report(second, REFUSED)], now=now + SECOND)
    mail = Delivery.objects.get(channel="email")
    assert (mail.key, mail.text, mail.path, mail.person_id, mail.about_id) == (
        first.key,
        first.text,
        first.path,
        person.id,
        person.id,
    )
    assert (mail.state, mail.due_at, mail.expires_at, mail.attempts) == ("waiting", now + SECOND, first.expires_at, 0)
    assert (mail.urgent, mail.wakes, mail.locale, mail.fallbacks, mail.device) == (True, False, "es", [], None)


def test_both_copies_failing_in_one_batch_have_one_successor(
    person: Person, make_device: MakeDevice, make_delivery: MakeDelivery, now: datetime
) -> None:
    rows = [make_delivery(make_device(person), fallbacks=["email"]) for _ in range(2)]
    note_reports([report(row, GONE) for row in rows], now=now)
    assert Delivery.objects.filter(channel="email").count() == 1


@pytest.mark.parametrize("other", ["handed_over", "withdrawn"])
def test_a_copy_that_arrived_or_was_taken_back_needs_no_successor(
    person: Person, make_device: MakeDevice, make_delivery: MakeDelivery, now: datetime, other: str
) -> None:
    make_delivery(make_device(person), state=other, due_at=None, finished_at=now)
    row = make_delivery(make_device(person), fallbacks=["email"])
    note_reports([report(row, GONE)], now=now)
    assert Delivery.objects.count() == 2


def test_an_urgent_one_falls_back_after_three_more_tries_or_when_told_to_wait_for_long(
    person: Person, make_device: MakeDevice, make_delivery: MakeDelivery, now: datetime
) -> None:
    tired = make_delivery(make_device(person), key="a", urgent=True, fallbacks=["email"], attempts=4)
    told = make_delivery(make_device(person), key="b", urgent=True, fallbacks=["email"])
    slower = Outcome(Result.RETRY, "Slower.", 10 * MINUTE)
    note_reports([report(tired, LATER, attempts=4), report(told, slower)], now=now)
    assert sorted(Delivery.objects.filter(channel="email").values_list("key", flat=True)) == ["a", "b"]


def test_nothing_falls_back_once_it_is_of_no_use(
    person: Person, make_device: MakeDevice, make_delivery: MakeDelivery, now: datetime
) -> None:
    row = make_delivery(make_device(person), fallbacks=["email"], expires_at=now)
    note_reports([report(row, GONE)], now=now)
    assert Delivery.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_copies_that_fail_at_once_in_two_workers_still_fall_back(
    person: Person, make_device: MakeDevice, make_delivery: MakeDelivery, now: datetime
) -> None:
    first, second = (make_delivery(make_device(person), fallbacks=["email"]) for _ in range(2))

    def note_second() -> None:
        note_reports([report(second, GONE)], now=now)
        connection.close()

    thread = threading.Thread(target=note_second)
    with transaction.atomic():
        note_reports([report(first, GONE)], now=now)
        thread.start()
        until(lambda: waiting_for_locks() == 1)  # it wants to know what becomes of the first copy
    thread.join(10)
    assert Delivery.objects.filter(channel="email").count() == 1


def test_giving_up_says_why(make_delivery: MakeDelivery, now: datetime) -> None:
    row = make_delivery(fallbacks=["email"])
    give_up([row], "It was too late to be of use.", now=now)
    assert state(row) == ("failed", None, now, "It was too late to be of use.")


def record(channel: str) -> tuple[datetime | None, datetime | None, int]:
    """Return when a channel last worked, last failed, and how often it failed on end."""
    row = ChannelRecord.objects.get(channel=channel)
    return row.last_ok_at, row.last_failure_at, row.failures_since_ok


def test_channels_are_watched_over_everybody(
    person: Person, make_device: MakeDevice, make_delivery: MakeDelivery, now: datetime
) -> None:
    pushed, mailed, gone = make_delivery(make_device(person), key="a"), make_delivery(key="b"), make_delivery(key="c")
    note_reports([report(pushed, TAKEN), report(mailed, LATER), report(gone, GONE)], now=now)
    assert record("push") == (now, None, 0)
    assert record("email") == (None, now, 1)
    later = now + MINUTE
    note_reports([report(pushed, REFUSED), report(mailed, LATER), report(gone, REFUSED)], now=later)
    assert record("push") == (now, later, 1)
    assert record("email") == (None, later, 3)
    note_reports([report(mailed, TAKEN), report(gone, LATER)], now=later + MINUTE)
    assert record("email") == (later + MINUTE, later, 0)


def test_an_address_that_is_gone_says_nothing_about_its_channel(make_delivery: MakeDelivery, now: datetime) -> None:
    note_reports([report(make_delivery(), GONE)], now=now)
    assert not ChannelRecord.objects.exists()


def fail(channel: str, times: int, at: datetime) -> None:
    """Let a channel have failed so often on end."""
    ChannelRecord.objects.create(channel=channel, last_failure_at=at, failures_since_ok=times)


def test_channels_work_until_all_that_were_tried_lately_fail_on_end(now: datetime) -> None:
    assert channels_work(now)
    fail("push", 2, now)
    assert channels_work(now)
    ChannelRecord.objects.update(failures_since_ok=3)
    assert not channels_work(now)
    assert not channels_work(now + timedelta(minutes=10, seconds=-1))
    assert channels_work(now + 10 * MINUTE)
    fail("email", 2, now)
    assert channels_work(now)
    ChannelRecord.objects.update(failures_since_ok=3)
    assert not channels_work(now)


def test_a_channel_that_was_not_tried_lately_does_not_vouch_for_one_that_fails(now: datetime) -> None:
    ChannelRecord.objects.create(channel="email", last_ok_at=now - 11 * MINUTE)
    fail("push", 3, now)
    assert not channels_work(now)


def test_health_asks_for_the_channels(now: datetime) -> None:
    fail("push", 3, now)
    assert health.examine(now=now).failing == ("channels",)


@pytest.mark.parametrize("end", ["handed over", "failed", "withdrawn"])
def test_a_contacts_address_and_link_are_forgotten_once_it_has_ended(
    make_delivery: MakeDelivery, now: datetime, end: str
) -> None:
    contact = {"person": None, "address_sealed": b"sealed", "channel": "email", "device": None}
    rows = [make_delivery(key="a", path="/answer/a.secret/", **contact), make_delivery(key="b", path="/asked/1/")]
    if end == "withdrawn":
        withdraw(["a", "b"], now=now)
    else:
        note_reports([report(row, TAKEN if end == "handed over" else GONE) for row in rows], now=now)
    found = Delivery.objects.order_by("key").values_list("finished_at", "path", "address_sealed")
    assert [(at, path, address and bytes(address)) for at, path, address in found] == [
        (now, "", b""),
        (now, "/asked/1/", None),
    ]
