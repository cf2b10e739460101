"""What people choose about being told: quiet hours, an address they prove, devices, a test."""

import hashlib
import json
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from pytest_django import Settings

from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.kernel.errors import Conflict, Gone, Invalid, NotFound, TooMany
from alongside.kernel.ids import new_id
from alongside.kernel.sealed import unseal
from alongside.notifications import policies, services
from alongside.notifications.channels.webpush import Subscription
from alongside.notifications.keys import confirmation_key, key_of_test
from alongside.notifications.links import confirm_path
from alongside.notifications.models import Delivery, EmailAddress, Preferences, PushSubscription
from alongside.notifications.sealing import ADDRESS, SUBSCRIPTION
from tests.conftest import MakePerson
from tests.notifications.conftest import MakeDelivery, MakeDevice, MakeEmail
from tests.support.push_endpoint import PushEndpoint

pytestmark = pytest.mark.django_db
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _sends_mail(settings: Settings) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:1"


def actions() -> list[str]:
    """Return what the audit has noted."""
    return list(Entry.objects.order_by("id").values_list("action", flat=True))


def token_of(email: EmailAddress) -> str:
    """Return the token that the confirmation mail of this address carries."""
    return Delivery.objects.get(key=confirmation_key(email.id)).path.split("/")[-2]


class TestPreferences:
    def test_they_are_kept_as_one_row(self, person: Person, now: datetime) -> None:
        services.set_preferences(actor=person, quiet_from=time(22), quiet_until=time(7), says_more=True, now=now)
        row = services.set_preferences(actor=person, quiet_from=None, quiet_until=None, says_more=False, now=now + DAY)
        assert Preferences.objects.get() == row
        assert (row.quiet_from, row.quiet_until, row.says_more, row.created_at) == (None, None, False, now)
        entry = Entry.objects.latest("id")
        assert (entry.action, entry.actor, entry.subject, entry.about, entry.at) == (
            "preferences.set",
            person.id,
            row.id,
            person.id,
            now + DAY,
        )

    @pytest.mark.parametrize(
        ("start", "end", "field"),
        [(time(22), None, "quiet_until"), (None, time(7), "quiet_from"), (time(7), time(7), "quiet_until")],
    )
    def test_half_a_window_is_refused_at_its_field(
        self, person: Person, now: datetime, start: time | None, end: time | None, field: str
    ) -> None:
        with pytest.raises(Invalid) as refused:
            services.set_preferences(actor=person, quiet_from=start, quiet_until=end, says_more=False, now=now)
        assert refused.value.field == field
        assert not Preferences.objects.exists()


class TestEmail:
    def test_an_address_is_sealed_and_asked_to_prove_itself(self, person: Person, now: datetime) -> None:
        row = services.set_email(actor=person, address=" Pat@Mail.example ", now=now)
        assert (row.person, row.verified_at) == (person, None)
        assert b"mail" not in bytes(row.address_sealed).lower()
        assert unseal(row.address_sealed, what=ADDRESS) == "Pat@Mail.example"
        mail = Delivery.objects.get()
        assert (mail.key, mail.text) == (confirmation_key(row.id), "notifications.confirm-email")
        assert (mail.person, mail.about, mail.channel, mail.due_at) == (None, person, "email", now)
        assert unseal(mail.address_sealed, what=ADDRESS) == "Pat@Mail.example"
        assert mail.path.startswith("/notifications/email/confirm/")
        assert actions() == ["email.set"]

    def test_its_link_proves_it_for_two_days(self, person: Person, now: datetime) -> None:
        row = services.set_email(actor=person, address="pat@mail.example", now=now)
        token = token_of(row)
        assert policies.access_email_by_link(token, now=now + 2 * DAY - SECOND) == row
        with pytest.raises(Gone):
            policies.access_email_by_link(token, now=now + 2 * DAY)
        confirmed = services.confirm_email(email_id=row.id, now=now + DAY)
        assert confirmed.verified_at == now + DAY
        again = services.confirm_email(email_id=row.id, now=now + DAY + SECOND)
        assert again.verified_at == now + DAY
        assert actions() == ["email.set", "email.confirmed"]

    def test_another_address_closes_the_link_of_the_one_before(self, person: Person, now: datetime) -> None:
        old = services.set_email(actor=person, address="pat@mail.example", now=now)
        token = token_of(old)
        new = services.set_email(actor=person, address="pat@other.example", now=now + SECOND)
        assert EmailAddress.objects.get() == new
        assert Delivery.objects.get(key=confirmation_key(old.id)).state == "withdrawn"
        with pytest.raises(Gone):
            policies.access_email_by_link(token, now=now)
        with pytest.raises(Gone):
            services.confirm_email(email_id=old.id, now=now)

    @pytest.mark.parametrize("token", ["", "made-up", "eyJlbWFpbCI6MX0:forged", "%00"])
    def test_a_link_that_was_altered_names_nothing(self, now: datetime, token: str) -> None:
        with pytest.raises(NotFound):
            policies.access_email_by_link(token, now=now)

    def test_a_link_cannot_be_altered(self, person: Person, now: datetime) -> None:
        token = confirm_path(new_id(), now=now).split("/")[-2]
        with pytest.raises(NotFound):
            policies.access_email_by_link(token[:-1] + ("A" if token[-1] != "A" else "B"), now=now)

    def test_giving_the_proven_one_again_changes_nothing(
        self, person: Person, make_email: MakeEmail, now: datetime
    ) -> None:
        row = make_email(person, "pat@mail.example")
        assert services.set_email(actor=person, address="pat@mail.example", now=now + DAY) == row
        assert (Delivery.objects.count(), actions()) == (0, [])

    def test_giving_one_that_is_not_proven_again_sends_another_link(self, person: Person, now: datetime) -> None:
        first = services.set_email(actor=person, address="pat@mail.example", now=now)
        second = services.set_email(actor=person, address="pat@mail.example", now=now + SECOND)
        assert second.id != first.id
        assert Delivery.objects.filter(state="waiting").count() == 1

    @pytest.mark.parametrize("address", ["", "pat", "pat@", "a@b.example, c@d.example", "Pat <pat@mail.example>"])
    def test_what_is_no_address_is_refused(self, person: Person, now: datetime, address: str) -> None:
        with pytest.raises(Invalid) as refused:
            services.set_email(actor=person, address=address, now=now)
        assert refused.value.field == "address"
        assert not EmailAddress.objects.exists()

    def test_where_no_mail_is_sent_none_is_kept(self, person: Person, now: datetime, settings: Settings) -> None:
        settings.EMAIL_URL = None
        with pytest.raises(Conflict):
            services.set_email(actor=person, address="pat@mail.example", now=now)
        assert not EmailAddress.objects.exists()

    def test_nobody_floods_a_mailbox(self, person: Person, make_person: MakePerson, now: datetime) -> None:
        for name in ("Ari", "Bo", "Cy"):
            services.set_email(actor=make_person(f"{name} Madeup"), address="pat@mail.example", now=now)
        with pytest.raises(TooMany):
            services.set_email(actor=person, address="PAT@mail.example", now=now)
        services.set_email(actor=person, address="pat@mail.example", now=now + DAY)

    def test_nobody_mails_many_mailboxes(self, person: Person, now: datetime) -> None:
        for number in range(5):
            services.set_email(actor=person, address=f"{number}@mail.example", now=now)
        with pytest.raises(TooMany):
            services.set_email(actor=person, address="5@mail.example", now=now)
        assert unseal(EmailAddress.objects.get().address_sealed, what=ADDRESS) == "4@mail.example"

    def test_it_can_be_removed_once(self, person: Person, make_person: MakePerson, now: datetime) -> None:
        services.set_email(actor=person, address="pat@mail.example", now=now)
        other = make_person("Quin Madeup")
        services.set_email(actor=other, address="quin@mail.example", now=now)
        services.remove_email(actor=person, now=now)
        assert EmailAddress.objects.get().person == other
        assert Delivery.objects.get(state="withdrawn").about == person
        with pytest.raises(Conflict):
            services.remove_email(actor=person, now=now)
        assert actions() == ["email.set", "email.set", "email.removed"]


class TestDevices:
    def test_a_browser_is_kept_sealed(self, person: Person, by_push: PushEndpoint, now: datetime) -> None:
        subscription = by_push.subscribe()
        row = services.subscribe_device(actor=person, subscription=subscription, device="Firefox on Android", now=now)
        assert (row.person, row.device, row.created_at) == (person, "Firefox on Android", now)
        assert bytes(row.endpoint_digest) == hashlib.sha256(subscription.endpoint.encode()).digest()
        opened = json.loads(unseal(row.subscription_sealed, what=SUBSCRIPTION) or "")
        assert Subscription(**opened) == subscription
        assert actions() == ["device.added"]

    def test_the_same_browser_twice_is_one_row_with_its_new_keys(
        self, person: Person, by_push: PushEndpoint, now: datetime
    ) -> None:
        first, other = by_push.subscribe(), by_push.subscribe()
        row = services.subscribe_device(actor=person, subscription=first, device="Firefox", now=now)
        renewed = replace(other, endpoint=first.endpoint)
        again = services.subscribe_device(actor=person, subscription=renewed, device="Edge" * 20, now=now + DAY)
        assert (again.id, again.device, again.created_at) == (row.id, ("Edge" * 20)[:60], now)
        opened = json.loads(unseal(PushSubscription.objects.get().subscription_sealed, what=SUBSCRIPTION) or "")
        assert Subscription(**opened) == renewed

    def test_a_browser_moves_to_who_signs_in_on_it_and_nothing_meant_for_the_other_comes_along(
        self,
        *,
        person: Person,
        make_person: MakePerson,
        by_push: PushEndpoint,
        make_delivery: MakeDelivery,
        now: datetime,
    ) -> None:
        subscription, other = by_push.subscribe(), make_person("Quin Madeup")
        old = services.subscribe_device(actor=person, subscription=subscription, device="Firefox", now=now)
        waits = make_delivery(old)
        new = services.subscribe_device(actor=other, subscription=subscription, device="Firefox", now=now)
        assert PushSubscription.objects.get() == new
        assert (new.person, new.id == old.id) == (other, False)
        waits.refresh_from_db()
        assert waits.push_subscription is None
        moved = Entry.objects.get(action="device.moved")
        assert (moved.actor, moved.about, moved.subject) == (other.id, person.id, waits.device)

    @pytest.mark.parametrize(
        "endpoint",
        ["http://127.0.0.1:1/push", "https://10.0.0.1/push", "https://[::1]/", "ftp://push.example/", "nonsense"],
    )
    def test_an_address_inside_the_house_is_refused(
        self, person: Person, by_push: PushEndpoint, now: datetime, settings: Settings, endpoint: str
    ) -> None:
        settings.PUSH_TO_PRIVATE_ADDRESSES = False
        subscription = replace(by_push.subscribe(), endpoint=endpoint)
        with pytest.raises(Invalid) as refused:
            services.subscribe_device(actor=person, subscription=subscription, device="", now=now)
        assert refused.value.field == "endpoint"
        assert not PushSubscription.objects.exists()

    @pytest.mark.parametrize("keys", [{"p256dh": "AAAA"}, {"auth": "AAAA"}, {"p256dh": "B" * 87}, {"auth": "?"}])
    def test_keys_that_cannot_be_used_are_refused(
        self, person: Person, by_push: PushEndpoint, now: datetime, keys: dict[str, str]
    ) -> None:
        with pytest.raises(Invalid):
            services.subscribe_device(
                actor=person, subscription=replace(by_push.subscribe(), **keys), device="", now=now
            )

    def test_ten_devices_are_enough(
        self, person: Person, by_push: PushEndpoint, make_device: MakeDevice, now: datetime
    ) -> None:
        own = services.subscribe_device(actor=person, subscription=(first := by_push.subscribe()), device="", now=now)
        for _ in range(9):
            make_device(person)
        with pytest.raises(Conflict):
            services.subscribe_device(actor=person, subscription=by_push.subscribe(), device="", now=now)
        assert services.subscribe_device(actor=person, subscription=first, device="", now=now) == own

    def test_tries_are_limited(self, person: Person, by_push: PushEndpoint, now: datetime) -> None:
        subscription = by_push.subscribe()
        for _ in range(30):
            services.subscribe_device(actor=person, subscription=subscription, device="", now=now)
        with pytest.raises(TooMany):
            services.subscribe_device(actor=person, subscription=subscription, device="", now=now)

    def test_a_device_can_be_removed_once_and_by_its_owner_alone(
        self, person: Person, make_person: MakePerson, make_device: MakeDevice, now: datetime
    ) -> None:
        row = make_device(person)
        with pytest.raises(Conflict):
            services.unsubscribe_device(actor=make_person("Quin Madeup"), device_id=row.id, now=now)
        services.unsubscribe_device(actor=person, device_id=row.id, now=now)
        with pytest.raises(Conflict):
            services.unsubscribe_device(actor=person, device_id=row.id, now=now)
        assert actions() == ["device.removed"]


class TestTest:
    def test_it_goes_the_way_of_an_urgent_reach_out(
        self, person: Person, make_device: MakeDevice, make_email: MakeEmail, now: datetime
    ) -> None:
        make_device(person)
        make_device(person)
        make_email(person)
        test_id = services.send_test(actor=person, now=now)
        rows = policies.access_test(person, test_id)
        assert [(row.key, row.channel, row.fallbacks, row.urgent, row.due_at, row.expires_at) for row in rows] == [
            (key_of_test(test_id), "push", ["email"], True, now, now + timedelta(minutes=2))
        ] * 2
        assert actions() == ["test.sent"]

    def test_without_a_way_it_says_so(self, person: Person, now: datetime) -> None:
        with pytest.raises(Conflict):
            services.send_test(actor=person, now=now)
        assert actions() == []

    def test_tests_are_limited(self, person: Person, make_device: MakeDevice, now: datetime) -> None:
        make_device(person)
        for _ in range(10):
            services.send_test(actor=person, now=now)
        with pytest.raises(TooMany):
            services.send_test(actor=person, now=now)


class TestWhoMay:
    """Owner, and a stranger: a person sees their own, and to everybody else it does not exist."""

    def test_each_sees_their_own(
        self,
        *,
        person: Person,
        make_person: MakePerson,
        make_device: MakeDevice,
        make_email: MakeEmail,
        make_delivery: MakeDelivery,
        now: datetime,
    ) -> None:
        stranger = make_person("Quin Madeup")
        device, mail, delivery = make_device(person), make_email(person), make_delivery()
        chosen = Preferences.objects.create(created_at=now, person=person)
        seen = (
            policies.visible_devices,
            policies.visible_emails,
            policies.visible_deliveries,
            policies.visible_preferences,
        )
        assert [list(rows(person)) for rows in seen] == [[device], [mail], [delivery], [chosen]]
        assert [list(rows(stranger)) for rows in seen] == [[], [], [], []]
        assert policies.access_device(person, device.id) == device
        with pytest.raises(NotFound):
            policies.access_device(stranger, device.id)

    def test_a_test_is_seen_by_who_asked_for_it(
        self, person: Person, make_person: MakePerson, make_device: MakeDevice, now: datetime
    ) -> None:
        make_device(person)
        test_id = services.send_test(actor=person, now=now)
        assert len(policies.access_test(person, test_id)) == 1
        with pytest.raises(NotFound):
            policies.access_test(make_person("Quin Madeup"), test_id)
