"""A person's devices: a browser that takes pushes, and a test of everything that reaches them."""

import hashlib
import json
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.kernel.errors import Conflict, Invalid
from alongside.kernel.ids import new_id
from alongside.kernel.ratelimit import count_try
from alongside.kernel.sealed import seal
from alongside.notifications.channels.ece import UnusableKeysError, encrypt
from alongside.notifications.channels.endpoints import EndpointRefusedError, check_endpoint
from alongside.notifications.channels.webpush import Subscription
from alongside.notifications.keys import key_of_test
from alongside.notifications.models import PushSubscription
from alongside.notifications.sealing import SUBSCRIPTION
from alongside.notifications.services.telling import Telling, tell

MOST_DEVICES = 10
HOUR = timedelta(hours=1)
TRIES_AN_HOUR = 30
TESTS_AN_HOUR = 10
TEST_FOR = timedelta(minutes=2)


def subscribe_device(*, actor: Person, subscription: Subscription, device: str, now: datetime) -> PushSubscription:
    """Tell this person on that browser from now on; the same browser twice is one row.

    A browser that somebody else was told on moves to this person: whoever holds it signed in as them. `device` is a
    coarse word for it, such as "Firefox on Android". Invalid for what no push service made, Conflict past ten devices.
    Asks the network for the name of the push service (3 seconds at most).
    """
    count_try("subscribe", str(actor.id), limit=TRIES_AN_HOUR, window=HOUR, now=now)
    _check(subscription)
    digest = hashlib.sha256(subscription.endpoint.encode()).digest()
    sealed = seal(actor.data_key_id, json.dumps(asdict(subscription)), what=SUBSCRIPTION)
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(id=actor.id)
        row = _own_row(actor, digest, now)
        row.subscription_sealed, row.device = sealed, device[:60]
        row.save()
        record("device.added", actor=actor.id, subject=row.id, about=actor.id, now=now)
    return row


def _check(subscription: Subscription) -> None:
    try:
        check_endpoint(subscription.endpoint, allow_private=settings.PUSH_TO_PRIVATE_ADDRESSES)
        encrypt(b"", p256dh=subscription.p256dh, auth=subscription.auth)
    except EndpointRefusedError as error:
        raise Invalid(translated(str(error)), field="endpoint") from error
    except UnusableKeysError as error:
        raise Invalid(_("The keys of this browser cannot be read. Please reload the page and try again.")) from error


def _own_row(actor: Person, digest: bytes, now: datetime) -> PushSubscription:
    row = PushSubscription.objects.select_for_update(no_key=True).filter(endpoint_digest=digest).first()
    if row is not None and row.person_id == actor.id:
        return row
    if PushSubscription.objects.filter(person=actor).count() >= MOST_DEVICES:
        raise Conflict(_("You are told on ten devices already. Please remove one you do not use, then try again."))
    if row is not None:
        # A new row, not a new name on the old one: what still waits for the other person must not come here.
        record("device.moved", actor=actor.id, subject=row.id, about=row.person_id, now=now)
        row.delete()
    return PushSubscription(created_at=now, person=actor, endpoint_digest=digest)


def unsubscribe_device(*, actor: Person, device_id: UUID, now: datetime) -> None:
    """Stop telling this person on that device. Conflict when it was removed already.

    What waits for it goes on by the person's e-mail address, if they have one.
    """
    with transaction.atomic():
        removed, _by_model = PushSubscription.objects.filter(id=device_id, person=actor).delete()
        if not removed:
            raise Conflict(_("This device was removed already."))
        record("device.removed", actor=actor.id, subject=device_id, about=actor.id, now=now)


def send_test(*, actor: Person, now: datetime) -> UUID:
    """Send a test the way an urgent reach-out would come; return its id. Conflict when there is no way to send it."""
    count_try("test", str(actor.id), limit=TESTS_AN_HOUR, window=HOUR, now=now)
    test_id = new_id()
    telling = Telling(
        key=key_of_test(test_id),
        text="notifications.test",
        path=reverse("notification-settings"),
        expires_at=now + TEST_FOR,
        person_id=actor.id,
        about_id=actor.id,
        locale=actor.locale,
        urgent=True,
    )
    with transaction.atomic():
        if not tell([telling], now=now):
            raise Conflict(_("There is no way to tell you yet. Please add this device or an e-mail address first."))
        record("test.sent", actor=actor.id, subject=test_id, about=actor.id, now=now)
    return test_id
