"""What was told arrives through real channels on loopback, once, whatever they answer."""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest

from alongside.accounts.models import Person
from alongside.kernel.clock import current_time
from alongside.notifications.channels.vapid import VapidKey
from alongside.notifications.channels.webpush import topic
from alongside.notifications.jams import HANGS_AFTER
from alongside.notifications.models import Delivery, Preferences, PushSubscription
from alongside.notifications.outbox import JAMMED, LEASE
from tests.conftest import MakePerson
from tests.notifications.conftest import MakeDelivery, MakeDevice, MakeEmail, Say
from tests.processes import until
from tests.support.push_endpoint import Answer, PushEndpoint
from tests.support.smtp_server import SmtpServer
from tests.support.worker import settled, states, working

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_registers")]

HOUR = timedelta(hours=1)


class TestChannels:
    """What each answer of a channel leads to."""

    def test_a_push_arrives_encrypted_under_its_topic(
        self, person: Person, by_push: PushEndpoint, make_device: MakeDevice, say: Say
    ) -> None:
        make_device(person, by_push.subscribe())
        with working():
            say("k")
            until(settled)
        [message] = by_push.received
        assert message["payload"] == {
            "title": "Alongside",
            "body": "This is a test. If you can read it, you can be told here.",
            "url": "/notifications/",
            "tag": "k",
            "lang": "en",
        }
        assert (message["topic"], message["urgency"]) == (topic("k"), "high")
        assert by_push.rejected == []
        row = Delivery.objects.get()
        assert (row.state, row.attempts, row.outcome) == ("handed_over", 1, "The push service took the message.")

    @pytest.mark.parametrize("status", [404, 410])
    def test_an_ended_subscription_is_deleted_and_mail_takes_over(
        self,
        *,
        person: Person,
        by_push: PushEndpoint,
        by_mail: SmtpServer,
        make_device: MakeDevice,
        make_email: MakeEmail,
        say: Say,
        status: int,
    ) -> None:
        make_device(person, by_push.subscribe(Answer(status)))
        make_email(person)
        with working():
            say("k")
            until(lambda: Delivery.objects.count() == 2 and settled())
        assert states(channel="push") == {"failed"}
        assert states(channel="email") == {"handed_over"}
        assert not PushSubscription.objects.exists()
        [mail] = by_mail.messages
        assert (mail["X-RcptTo"], mail["Subject"]) == ("pat@mail.example", "Alongside")

    def test_who_asks_for_time_gets_it(
        self, person: Person, by_push: PushEndpoint, make_device: MakeDevice, say: Say
    ) -> None:
        make_device(person, by_push.subscribe(Answer(429, retry_after="3")))
        with working():
            say("k")
            until(settled)
        first, second = by_push.received
        assert (first["status"], second["status"]) == (429, 201)
        assert second["time"] - first["time"] >= 3
        assert second["topic"] == first["topic"]
        assert states() == {"handed_over"}

    def test_trouble_of_the_push_service_is_tried_again(
        self, person: Person, by_push: PushEndpoint, make_device: MakeDevice, say: Say
    ) -> None:
        make_device(person, by_push.subscribe(Answer(500)))
        with working():
            say("k")
            until(settled)
        assert [message["status"] for message in by_push.received] == [500, 201]
        assert Delivery.objects.get().attempts == 2

    def test_a_push_service_that_hangs_holds_nobody_else_up(
        self,
        *,
        person: Person,
        by_push: PushEndpoint,
        make_device: MakeDevice,
        make_person: MakePerson,
        say: Say,
    ) -> None:
        stuck, other = make_person("Stuck Madeup"), make_person("Other Madeup")
        make_device(stuck, by_push.subscribe(always=Answer(act="hang")))
        make_device(other, by_push.subscribe())
        with working(senders=2):
            # One sender for these, and it hangs: the urgent one has others.
            say("a", "b", person_id=stuck.id, urgent=False)
            until(lambda: len(by_push.received) == 1)
            say("urgent", person_id=other.id)
            until(lambda: states(key="urgent") == {"handed_over"}, seconds=5)
            assert states(person=stuck) == {"waiting"}
            by_push.script(by_push.received[0]["subscription"], Answer(410))
            by_push.hang_up()

    def test_one_that_hangs_on_urgent_ones_leaves_senders_for_others(
        self,
        *,
        person: Person,
        by_push: PushEndpoint,
        vapid: VapidKey,
        make_device: MakeDevice,
        make_person: MakePerson,
        say: Say,
    ) -> None:
        stuck = make_person("Stuck Madeup")
        for _ in range(5):
            make_device(stuck, by_push.subscribe(always=Answer(act="hang")))
        with PushEndpoint(application_key=vapid.public_text()) as elsewhere, working(senders=2):
            make_device(person, elsewhere.subscribe())
            say("first", person_id=stuck.id)
            until(lambda: len(by_push.received) == 2)  # both senders hang on copies of it
            hung_at = current_time()
            until(lambda: current_time() - hung_at > HANGS_AFTER)
            by_push.hang_up()
            until(lambda: Delivery.objects.filter(outcome=JAMMED.detail, attempts=1).exists())
            say("other")
            until(lambda: elsewhere.topics() == {topic("other"): 1}, seconds=5)
            assert states(person=stuck) == {"waiting"}
            Delivery.objects.filter(person=stuck).delete()
            by_push.hang_up()

    def test_mail_reaches_a_contact_and_comes_once_more_after_a_refusal_for_now(
        self, person: Person, by_mail: SmtpServer, make_email: MakeEmail, say: Say
    ) -> None:
        mail = make_email(person)
        by_mail.answer_recipient("pat@mail.example", "451 4.3.0 not now")
        with working():
            say("k", person_id=None, address_sealed=bytes(mail.address_sealed), about_id=person.id)
            until(settled)
        [message] = by_mail.messages
        assert message["X-RcptTo"] == "pat@mail.example"
        row = Delivery.objects.get()
        assert (row.state, row.attempts, row.outcome) == ("handed_over", 2, "The mail server took the message.")

    def test_a_fault_of_our_own_is_a_failed_try(
        self, *, person: Person, by_mail: SmtpServer, make_email: MakeEmail, say: Say, settings: object
    ) -> None:
        make_email(person)
        settings.EMAIL_FROM = "not an address"  # type: ignore[attr-defined]  # pytest-django's settings take anything
        with working():
            say("k")
            until(lambda: Delivery.objects.filter(outcome__startswith="Something on our side").exists())
        assert (states(), by_mail.messages) == ({"waiting"}, [])


class TestLeases:
    """What is in hand is sent once, and again only if who had it died."""

    def test_a_lease_that_ran_out_is_sent_again_under_the_same_topic(
        self, person: Person, by_push: PushEndpoint, make_device: MakeDevice, say: Say
    ) -> None:
        make_device(person, by_push.subscribe(Answer(act="hang")))
        with working() as dying:
            say("k")
            until(lambda: len(by_push.received) == 1)
            dying.stop()  # it takes nothing more on, and its send hangs: what another sees of one that was killed
            Delivery.objects.update(due_at=current_time())
            with working():
                until(settled)
            by_push.hang_up()
        first, second = by_push.received
        assert (first["topic"], first["status"], second["status"]) == (second["topic"], None, 201)
        # The late report of the first, a failure, changes nothing.
        row = Delivery.objects.get()
        assert (row.state, row.attempts) == ("handed_over", 2)

    def test_what_a_worker_has_in_hand_it_does_not_send_beside_itself(
        self, person: Person, by_push: PushEndpoint, make_device: MakeDevice, say: Say
    ) -> None:
        make_device(person, by_push.subscribe(Answer(act="hang")))
        with working():
            say("k")
            until(lambda: len(by_push.received) == 1)
            ran_out = current_time()
            Delivery.objects.update(due_at=ran_out)
            until(lambda: Delivery.objects.get().due_at > ran_out + LEASE / 2)
            assert (len(by_push.received), Delivery.objects.get().attempts) == (1, 1)
            by_push.hang_up()
            until(settled)
        assert [message["status"] for message in by_push.received] == [None, 201]

    def test_two_workers_share_five_hundred_deliveries_each_sent_once(
        self, person: Person, by_push: PushEndpoint, make_device: MakeDevice, say: Say
    ) -> None:
        make_device(person, by_push.subscribe())
        keys = [f"k{number}" for number in range(500)]
        say(*keys[:400])
        say(*keys[400:], urgent=False)
        with working(), working():
            until(settled, seconds=60)
        assert by_push.topics() == {topic(key): 1 for key in keys}
        assert states() == {"handed_over"}

    def test_what_is_in_hand_is_finished_and_noted_when_told_to_stop(
        self, person: Person, by_push: PushEndpoint, make_device: MakeDevice, say: Say
    ) -> None:
        make_device(person, by_push.subscribe(*[Answer(act="hang")] * 2))
        with working(senders=2) as worker:
            say("a", "b", "c", "d")
            until(lambda: len(by_push.received) == 2)
            worker.stop()
            by_push.hang_up()
        assert by_push.topics() == {topic("c"): 1, topic("d"): 1}
        assert sorted(Delivery.objects.values_list("key", "state")) == [
            ("a", "waiting"),
            ("b", "waiting"),
            ("c", "handed_over"),
            ("d", "handed_over"),
        ]

    def test_what_came_too_late_is_not_sent(
        self, person: Person, by_push: PushEndpoint, make_device: MakeDevice, make_delivery: MakeDelivery
    ) -> None:
        a_minute_ago = current_time() - timedelta(minutes=1)
        make_delivery(make_device(person, by_push.subscribe()), due_at=a_minute_ago, expires_at=a_minute_ago)
        with working():
            until(settled)
        assert by_push.received == []
        row = Delivery.objects.get()
        assert (row.state, row.attempts, row.outcome) == ("failed", 1, "It was too late to be of use.")

    def test_a_later_try_keeps_the_quiet_hours_too(
        self,
        *,
        person: Person,
        by_push: PushEndpoint,
        make_device: MakeDevice,
        make_delivery: MakeDelivery,
        make_person: MakePerson,
    ) -> None:
        now = current_time()
        hour = now.astimezone(ZoneInfo("Europe/Berlin")).hour
        Preferences.objects.create(
            created_at=now, person=person, quiet_from=time((hour - 1) % 24), quiet_until=time((hour + 3) % 24)
        )
        device = make_device(person, by_push.subscribe())
        long, short = now + 10 * HOUR, now + HOUR
        make_delivery(device, key="quiet", due_at=now, wakes=False, expires_at=long)
        make_delivery(device, key="short", due_at=now, wakes=False, expires_at=short)
        make_delivery(device, key="wakes", due_at=now, expires_at=long)
        with working():
            until(lambda: states(key="wakes") == {"handed_over"})
            until(lambda: not Delivery.objects.filter(due_at__lte=current_time()).exists())
        assert list(by_push.topics()) == [topic("wakes")]
        quiet, short_one = Delivery.objects.get(key="quiet"), Delivery.objects.get(key="short")
        assert quiet.due_at is not None
        assert now + HOUR < quiet.due_at <= now + 4 * HOUR
        assert (quiet.attempts, short_one.due_at) == (1, short)
