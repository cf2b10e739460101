"""Pages on which people see and choose how they are told."""

import re
from collections.abc import Callable
from datetime import time, timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from alongside.accounts.models import Person
from alongside.kernel.clock import current_time
from alongside.notifications import services
from alongside.notifications.channels.webpush import Subscription
from alongside.notifications.models import Delivery, EmailAddress, Preferences, PushSubscription
from alongside.notifications.packing import vapid_key
from tests.conftest import MakePerson
from tests.notifications.conftest import MakeDevice, MakeEmail
from tests.processes import until
from tests.support.push_endpoint import Answer, PushEndpoint
from tests.support.smtp_server import SmtpServer
from tests.support.worker import settled, working

pytestmark = pytest.mark.django_db

NOBODYS = "019cb000-0000-7000-8000-000000000000"
"""An id no row has."""

FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:131.0) Gecko/131.0 Firefox/131.0"
SignedIn = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def _sends_mail(settings: Settings) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:1"


@pytest.fixture
def signed_in() -> SignedIn:
    """Return a browser of somebody's."""

    def make(person: Person) -> Client:
        client = Client(headers={"User-Agent": FIREFOX})
        client.force_login(person)
        return client

    return make


@pytest.fixture
def browser(signed_in: SignedIn, person: Person) -> Client:
    """The browser of `person`."""
    return signed_in(person)


def text(client: Client, path: str = "/notifications/") -> str:
    """Return a page, spaces folded."""
    response = client.get(path)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def as_json(subscription: Subscription) -> dict[str, object]:
    """Return a subscription as a browser says it."""
    return {
        "endpoint": subscription.endpoint,
        "expirationTime": None,
        "keys": {"p256dh": subscription.p256dh, "auth": subscription.auth},
    }


class TestPage:
    def test_who_cannot_be_told_reads_so_and_why_it_matters(self, browser: Client) -> None:
        html = text(browser)
        assert "At the moment you only learn of something new when you open this site." in html
        assert "Send me a test" not in html
        assert f'data-push-key="{vapid_key().public_text()}"' in html
        assert 'data-push-worker="/sw.js"' in html
        assert "by the time in Berlin" in html

    def test_what_was_chosen_is_shown(
        self, browser: Client, person: Person, make_device: MakeDevice, make_email: MakeEmail
    ) -> None:
        device = make_device(person, name="Edge on Windows")
        make_email(person)
        Preferences.objects.create(
            created_at=current_time(), person=person, quiet_from=time(22), quiet_until=time(7), says_more=True
        )
        html = text(browser)
        assert "Edge on Windows" in html
        assert f'data-push-device="{bytes(device.endpoint_digest).hex()}"' in html
        assert "pat@mail.example" in html
        assert 'value="22:00"' in html
        assert 'value="07:00"' in html
        assert re.search(r'name="quiet-says_more"[^>]* checked', html)
        assert "Send me a test" in html

    def test_a_place_without_mail_says_so(self, browser: Client, settings: Settings) -> None:
        settings.EMAIL_URL = None
        html = text(browser)
        assert "This place does not send e-mail." in html
        assert 'type="email"' not in html

    @pytest.mark.parametrize(
        ("method", "path"),
        [
            ("get", "/notifications/"),
            ("post", "/notifications/preferences/"),
            ("post", "/notifications/email/"),
            ("post", "/notifications/email/remove/"),
            ("post", "/notifications/devices/"),
            ("post", f"/notifications/devices/{NOBODYS}/remove/"),
            ("post", "/notifications/test/"),
            ("get", f"/notifications/test/{NOBODYS}/"),
        ],
    )
    def test_only_who_is_signed_in_comes_in(self, method: str, path: str) -> None:
        response = getattr(Client(), method)(path)
        assert response.status_code == 302
        assert urlsplit(response.url).path == reverse("account_login")

    def test_nothing_is_changed_by_a_look(self, browser: Client) -> None:
        for name in ("notification-preferences", "notification-email", "remove-email", "send-test"):
            assert browser.get(reverse(name)).status_code == 405


class TestPreferences:
    def test_they_are_kept(self, browser: Client, person: Person) -> None:
        said = {"quiet-quiet_from": "22:00", "quiet-quiet_until": "07:30", "quiet-says_more": "on"}
        response = browser.post("/notifications/preferences/", said, follow=True)
        assert response.redirect_chain == [("/notifications/", 302)]
        assert "Your choice is kept." in response.content.decode()
        row = Preferences.objects.get(person=person)
        assert (row.quiet_from, row.quiet_until, row.says_more) == (time(22), time(7, 30), True)

    @pytest.mark.parametrize(
        ("start", "end", "sentence"),
        [
            ("22:00", "", "Quiet hours need both a beginning and an end."),
            ("22:00", "22:00", "Quiet hours cannot end when they begin."),
            ("tea time", "07:00", "This does not look like a time. Please write it as in 21:30."),
            ("25:61", "07:00", "This does not look like a time. Please write it as in 21:30."),
        ],
    )
    def test_what_cannot_be_is_said_and_what_was_typed_stays(
        self, browser: Client, start: str, end: str, sentence: str
    ) -> None:
        response = browser.post("/notifications/preferences/", {"quiet-quiet_from": start, "quiet-quiet_until": end})
        html = response.content.decode()
        assert (response.status_code, sentence in html, f'value="{start}"' in html) == (422, True, True)
        assert not Preferences.objects.exists()


class TestEmail:
    def test_an_address_is_given_proven_and_removed(self, browser: Client, person: Person) -> None:
        response = browser.post("/notifications/email/", {"email-address": "pat@mail.example"}, follow=True)
        html = response.content.decode()
        assert "A link to this address is on its way." in html
        assert "Not confirmed yet" in html
        link = Delivery.objects.get().path
        other = Client()  # where mail is read one need not be signed in
        assert "Yes, this address is mine" in text(other, link)
        assert EmailAddress.objects.get().verified_at is None  # a mail program that looks at links proves nothing
        assert "This address is confirmed." in other.post(link).content.decode()
        assert EmailAddress.objects.get().verified_at is not None
        assert "Yes, this address is mine" not in text(other, link)
        assert "Not confirmed yet" not in text(browser)
        response = browser.post("/notifications/email/remove/", follow=True)
        assert "Your e-mail address is removed." in response.content.decode()
        assert not EmailAddress.objects.exists()
        assert other.get(link).status_code == 410

    @pytest.mark.parametrize("address", ["", "pat", "pat@mail.example, quin@mail.example", "x" * 250 + "@mail.example"])
    def test_what_is_no_address_is_said_and_stays(self, browser: Client, address: str) -> None:
        response = browser.post("/notifications/email/", {"email-address": address})
        assert response.status_code == 422
        assert f'value="{address}"' in response.content.decode() or not address
        assert not EmailAddress.objects.exists()

    def test_an_altered_link_says_what_to_do(self, browser: Client) -> None:
        response = browser.get("/notifications/email/confirm/made-up/")
        assert response.status_code == 404
        assert "open it once more from the message it came in" in response.content.decode()

    @pytest.mark.parametrize(
        ("state", "sentence"),
        [
            ("handed_over", "We sent a link to this address."),
            ("failed", "We cannot use this address as it is."),
        ],
    )
    def test_how_the_mail_stands_is_said(self, browser: Client, person: Person, state: str, sentence: str) -> None:
        services.set_email(actor=person, address="pat@mail.example", now=current_time())
        Delivery.objects.update(state=state, due_at=None, finished_at=current_time(), outcome="The server said so.")
        html = text(browser)
        assert sentence in html
        assert "The server said so." in html

    def test_the_second_remove_says_that_there_is_none(self, browser: Client) -> None:
        assert browser.post("/notifications/email/remove/").status_code == 409


class TestDevices:
    def test_a_browser_adds_itself(self, browser: Client, person: Person, by_push: PushEndpoint) -> None:
        said = as_json(by_push.subscribe())
        response = browser.post("/notifications/devices/", said, content_type="application/json")
        row = PushSubscription.objects.get()
        assert (response.status_code, response.json()) == (201, {"id": str(row.id)})
        assert (row.person, row.device) == (person, "Firefox on Android")

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"nonsense",
            b"\xff\xfe",
            b"[]",
            b"null",
            b"[" * 100_000,
            b"3",
            b"{}",
            b'{"endpoint": "https://push.example/"}',
            b'{"endpoint": "https://push.example/", "keys": null}',
            b'{"endpoint": "https://push.example/", "keys": []}',
            b'{"endpoint": "https://push.example/", "keys": {"auth": "x"}}',
            b'{"endpoint": {"a": 1}, "keys": {"auth": "x", "p256dh": "y"}}',
            b'{"endpoint": "https://push.example/\\u0000", "keys": {"auth": "x", "p256dh": "y"}}',
            b'{"endpoint": "' + b"x" * 3000 + b'", "keys": {"auth": "x", "p256dh": "y"}}',
        ],
    )
    def test_anything_else_is_answered_by_a_sentence(self, browser: Client, body: bytes) -> None:
        response = browser.post("/notifications/devices/", body, content_type="application/json")
        assert response.status_code == 422
        assert response.json()["sentence"].endswith(".")
        assert not PushSubscription.objects.exists()

    def test_an_address_inside_the_house_is_refused(
        self, browser: Client, by_push: PushEndpoint, settings: Settings
    ) -> None:
        settings.PUSH_TO_PRIVATE_ADDRESSES = False
        said = as_json(by_push.subscribe())
        response = browser.post("/notifications/devices/", said, content_type="application/json")
        assert (response.status_code, response.json()) == (422, {"sentence": "A push address starts with https://."})

    def test_another_site_cannot_add_one(self, person: Person, by_push: PushEndpoint) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(person)
        said = as_json(by_push.subscribe())
        assert client.post("/notifications/devices/", said, content_type="application/json").status_code == 403
        token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get("/notifications/").content.decode())
        response = client.post(
            "/notifications/devices/", said, content_type="application/json", headers={"X-CSRFToken": token[0]}
        )
        assert response.status_code == 201

    def test_a_device_is_removed_by_its_owner_alone(
        self, signed_in: SignedIn, browser: Client, person: Person, make_person: MakePerson, make_device: MakeDevice
    ) -> None:
        path = reverse("remove-device", args=[make_device(person).id])
        assert signed_in(make_person("Quin Madeup")).post(path).status_code == 404
        response = browser.post(path, follow=True)
        assert "You are not told on that device any more." in response.content.decode()
        assert not PushSubscription.objects.exists()
        assert browser.post(path).status_code == 404


class TestTest:
    def test_without_a_way_it_says_what_to_do(self, browser: Client) -> None:
        response = browser.post("/notifications/test/")
        assert response.status_code == 409
        assert "add this device or an e-mail address first" in response.content.decode()

    def test_it_is_seen_by_who_asked_for_it(
        self, signed_in: SignedIn, browser: Client, person: Person, make_person: MakePerson, make_device: MakeDevice
    ) -> None:
        make_device(person)
        response = browser.post("/notifications/test/")
        assert response.status_code == 302
        html = text(browser, response.url)
        assert "On its way" in html
        assert '<meta http-equiv="refresh" content="3">' in html
        assert signed_in(make_person("Quin Madeup")).get(response.url).status_code == 404

    @pytest.mark.django_db(transaction=True)
    def test_it_says_delivered_only_when_it_was(
        self,
        *,
        browser: Client,
        person: Person,
        by_push: PushEndpoint,
        by_mail: SmtpServer,
        make_device: MakeDevice,
        make_email: MakeEmail,
    ) -> None:
        make_device(person, by_push.subscribe(), name="Firefox on Android")
        make_device(person, by_push.subscribe(Answer(403)), name="Edge on Windows")
        with working():
            address = browser.post("/notifications/test/").url
            until(settled)
        html = text(browser, address)
        rows = re.findall(r'<li class="row">(.*?)</li>', html)
        shown = sorted(re.sub(r"<[^>]+>|\s+", " ", row).split() for row in rows)
        edge, firefox = (" ".join(words) for words in shown)
        assert edge == (
            "Notification on Edge on Windows Could not be delivered "
            "The push service does not accept our key for this subscription."
        )
        assert firefox == ("Notification on Firefox on Android Delivered The push service took the message.")
        assert "http-equiv" not in html

    def test_it_ends_after_two_minutes(self, browser: Client, person: Person, make_device: MakeDevice) -> None:
        make_device(person)
        browser.post("/notifications/test/")
        row = Delivery.objects.get()
        assert row.expires_at - row.created_at == timedelta(minutes=2)
