"""What the tests of notifications share: real servers on loopback, people with devices and addresses, deliveries."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django import Settings

from alongside.accounts.models import Person
from alongside.kernel import chores, due, health
from alongside.kernel.clock import current_time
from alongside.kernel.sealed import seal
from alongside.notifications import packing
from alongside.notifications.channels import Outgoing, email
from alongside.notifications.channels.webpush import Pool, Subscription, VapidKey
from alongside.notifications.models import Delivery, EmailAddress, PushSubscription
from alongside.notifications.sealing import ADDRESS, SUBSCRIPTION
from alongside.notifications.services import Telling, tell
from tests.conftest import MakePerson
from tests.support.certificates import Tls, make_tls
from tests.support.push_endpoint import PushEndpoint
from tests.support.smtp_server import SmtpServer

MakeDevice = Callable[..., PushSubscription]
MakeEmail = Callable[..., EmailAddress]
MakeTelling = Callable[..., Telling]
MakeDelivery = Callable[..., Delivery]
Say = Callable[..., None]

NOWHERE = Subscription(endpoint="https://push.example/nowhere", p256dh="unused", auth="unused")


@pytest.fixture
def outgoing() -> Outgoing:
    return Outgoing(
        key="reachout-7/wave-2/person-31",
        title="A message from your circle",
        body="Someone would like your company.\nOpen it when you can.",
        path="/answers/7?from=push",
        url="https://circle.example/answers/7?from=mail",
        lang="en",
        urgency="high",
        ttl_seconds=600,
    )


@pytest.fixture(scope="session")
def vapid() -> VapidKey:
    return VapidKey.generate("mailto:operator@circle.example")


@pytest.fixture(scope="session")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Tls:
    folder: Path = tmp_path_factory.mktemp("tls")
    return make_tls(folder)


@pytest.fixture
def push(vapid: VapidKey) -> Iterator[PushEndpoint]:
    with PushEndpoint(application_key=vapid.public_text()) as endpoint:
        yield endpoint


@pytest.fixture
def pool() -> Iterator[Pool]:
    pool = Pool(allow_private=True)
    yield pool
    pool.close()


@pytest.fixture
def by_push(settings: Settings, vapid: VapidKey, push: PushEndpoint) -> Iterator[PushEndpoint]:
    """The push service on loopback, with this instance set to talk to it."""
    settings.VAPID_KEY, settings.VAPID_CONTACT = vapid.private_text(), vapid.contact
    settings.PUSH_TO_PRIVATE_ADDRESSES = True
    yield push
    packing.push_pool().close()


@pytest.fixture
def by_mail(settings: Settings) -> Iterator[SmtpServer]:
    """The mail server on loopback, with this instance set to send by it."""
    with SmtpServer() as server:
        settings.EMAIL_URL, settings.EMAIL_FROM = f"smtp://127.0.0.1:{server.port}", "Alongside <hello@circle.example>"
        yield server
        email.SHARED.close()


@pytest.fixture
def person(make_person: MakePerson) -> Person:
    """Somebody in Berlin."""
    return make_person("Pat Madeup", time_zone="Europe/Berlin")


@pytest.fixture
def make_device(now: datetime) -> MakeDevice:
    """Give a person a device: `make_device(person, push.subscribe())`."""

    def make(
        person: Person, subscription: Subscription = NOWHERE, name: str = "Firefox on Android"
    ) -> PushSubscription:
        return PushSubscription.objects.create(
            created_at=now,
            person=person,
            endpoint_digest=uuid4().bytes,
            subscription_sealed=seal(person.data_key_id, json.dumps(asdict(subscription)), what=SUBSCRIPTION),
            device=name,
        )

    return make


@pytest.fixture
def make_email(now: datetime) -> MakeEmail:
    """Give a person an address, proven unless `verified_at=None`."""

    def make(person: Person, address: str = "pat@mail.example", **fields: object) -> EmailAddress:
        return EmailAddress.objects.create(
            created_at=now,
            person=person,
            address_sealed=seal(person.data_key_id, address, what=ADDRESS),
            **{"verified_at": now, **fields},
        )

    return make


@pytest.fixture
def make_telling(person: Person, now: datetime) -> MakeTelling:
    """Make something to tell: to `person`, under the key "k", for an hour, unless it is said otherwise."""

    def make(**fields: object) -> Telling:
        return Telling(
            **{
                "key": "k",
                "text": "notifications.test",
                "path": "/notifications/",
                "expires_at": now + timedelta(hours=1),
                "person_id": None if "address_sealed" in fields else person.id,
                **fields,
            }
        )

    return make


@pytest.fixture
def say(make_telling: MakeTelling) -> Say:
    """Tell `person` something by the real clock, urgently unless it is said otherwise: `say("one key", "another")`."""

    def make(*keys: str, **fields: object) -> None:
        at = current_time()
        said = {"urgent": True, "expires_at": at + timedelta(hours=1), **fields}
        tell([make_telling(key=key, **said) for key in keys], now=at)

    return make


@pytest.fixture
def make_delivery(person: Person, now: datetime) -> MakeDelivery:
    """Make a delivery that is being sent for the first time: by e-mail, or by push with `push_subscription=`."""

    def make(push_subscription: PushSubscription | None = None, **fields: object) -> Delivery:
        return Delivery.objects.create(
            **{
                "created_at": now,
                "due_at": now + timedelta(seconds=60),
                "key": "k",
                "text": "notifications.test",
                "path": "/notifications/",
                "person": None if "address_sealed" in fields else person,
                "channel": "push" if push_subscription else "email",
                "push_subscription": push_subscription,
                "device": push_subscription.id if push_subscription else None,
                "attempts": 1,
                "expires_at": now + timedelta(hours=1),
                **fields,
            }
        )

    return make


@pytest.fixture
def own_registers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a test registers is forgotten after it."""
    monkeypatch.setattr(due, "_kinds", dict(due._kinds))
    monkeypatch.setattr(chores, "_chores", dict(chores._chores))
    monkeypatch.setattr(health, "_checks", dict(health._checks))
