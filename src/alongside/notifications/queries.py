"""What became of deliveries, and where a person can be told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext

from alongside.accounts.models import Person
from alongside.kernel.sealed import unseal
from alongside.notifications.enums import Channel, DeliveryState
from alongside.notifications.keys import confirmation_key
from alongside.notifications.models import Delivery, EmailAddress, Preferences, PushSubscription
from alongside.notifications.policies import visible_devices, visible_emails, visible_preferences
from alongside.notifications.sealing import ADDRESS

# The best that happened to any copy is what happened: one device that rang is enough.
BEST_FIRST = (DeliveryState.HANDED_OVER, DeliveryState.WAITING, DeliveryState.WITHDRAWN, DeliveryState.FAILED)


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """How telling one recipient stands over all its copies: the state, or None when there was no way to tell them.

    `outcome` is a sentence in the active language, empty while there is nothing to say.
    """

    state: DeliveryState | None = None
    at: datetime | None = None
    channel: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class EmailView:
    """A person's e-mail address, and how the mail that proves it stands."""

    address: str
    is_confirmed: bool
    confirmation: DeliveryView


@dataclass(frozen=True, slots=True)
class DeviceView:
    """A browser of a person; `digest` (hex, SHA-256 of its push address) lets that browser find itself in a list."""

    id: UUID
    name: str
    added_at: datetime
    digest: str


@dataclass(frozen=True, slots=True)
class SettingsView:
    """Everything a person chose about being told, and where they can be."""

    quiet_from: time | None
    quiet_until: time | None
    says_more: bool
    email: EmailView | None
    devices: Sequence[DeviceView]
    sends_mail: bool

    @property
    def can_be_told(self) -> bool:
        """Tell whether anything but the open page reaches this person."""
        return bool(self.devices) or (self.sends_mail and self.email is not None and self.email.is_confirmed)


@dataclass(frozen=True, slots=True)
class CopyView:
    """One copy of a test: where it goes, and what came of it in the active language."""

    channel: Channel
    device: str
    state: DeliveryState
    outcome: str


def deliveries_of(keys: Iterable[str]) -> dict[str, DeliveryView]:
    """Return how telling each of these keys stands; keys without any delivery are missing."""
    best: dict[str, Delivery] = {}
    for row in Delivery.objects.filter(key__in=list(keys)).order_by("id"):
        known = best.setdefault(row.key, row)
        if _rank(row) < _rank(known):
            best[row.key] = row
    return {
        key: DeliveryView(DeliveryState(row.state), row.finished_at, row.channel, _said(row.outcome))
        for key, row in best.items()
    }


def _rank(row: Delivery) -> int:
    return BEST_FIRST.index(DeliveryState(row.state))


def _said(outcome: str) -> str:
    """Outcomes are kept as they are marked for translation; nothing said stays nothing."""
    return gettext(outcome) if outcome else ""


def sends_mail() -> bool:
    """Tell whether this instance sends e-mail at all: nothing that needs it is offered or promised otherwise."""
    return settings.EMAIL_URL is not None


def wants_quiet(person_id: UUID) -> bool:
    """Tell whether this person has quiet hours at all, whatever the hour is now."""
    return Preferences.objects.filter(person=person_id, quiet_from__isnull=False).exists()


def can_be_told(person_id: UUID) -> bool:
    """Tell whether anything but the open page reaches this person: a device, or an e-mail address that works."""
    if PushSubscription.objects.filter(person=person_id).exists():
        return True
    mails = EmailAddress.objects.filter(person=person_id, verified_at__isnull=False)
    return sends_mail() and mails.exists()


def settings_of(person: Person) -> SettingsView:
    """Return what a person's own page about being told shows."""
    chosen = visible_preferences(person).first() or Preferences()
    devices = visible_devices(person).order_by("created_at")
    return SettingsView(
        quiet_from=chosen.quiet_from,
        quiet_until=chosen.quiet_until,
        says_more=chosen.says_more,
        email=_email_of(person),
        devices=[DeviceView(row.id, row.device, row.created_at, bytes(row.endpoint_digest).hex()) for row in devices],
        sends_mail=sends_mail(),
    )


def _email_of(person: Person) -> EmailView | None:
    row = visible_emails(person).first()
    address = unseal(row.address_sealed, what=ADDRESS) if row else None
    if row is None or address is None:
        return None
    key = confirmation_key(row.id)
    return EmailView(address, row.verified_at is not None, deliveries_of([key]).get(key, DeliveryView()))


def copies_of(deliveries: Sequence[Delivery]) -> list[CopyView]:
    """Return how each copy of a test stands."""
    ids = [row.push_subscription_id for row in deliveries if row.push_subscription_id]
    names = dict(PushSubscription.objects.filter(id__in=ids).values_list("id", "device"))
    return [
        CopyView(
            channel=Channel(row.channel),
            device=names.get(row.push_subscription_id, "") if row.push_subscription_id else "",
            state=DeliveryState(row.state),
            outcome=_said(row.outcome),
        )
        for row in deliveries
    ]
