"""Turns leased deliveries into parcels that a thread can send without touching the database."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from alongside.kernel.sealed import unseal_all
from alongside.notifications.channels import Outcome, Outgoing, Result, email, gettext_noop, webpush
from alongside.notifications.channels.mail_settings import MailSettings
from alongside.notifications.channels.vapid import VapidKey
from alongside.notifications.channels.webpush import Subscription
from alongside.notifications.channels.wire import Pool
from alongside.notifications.enums import Channel
from alongside.notifications.models import Delivery, EmailAddress, Preferences, PushSubscription
from alongside.notifications.sealing import ADDRESS, SUBSCRIPTION
from alongside.notifications.wording import words_of

NO_LONGER_THERE = Outcome(Result.GONE, gettext_noop("The address is no longer there."))
NO_MAIL = Outcome(Result.REFUSED, gettext_noop("This place does not send e-mail any more."))


@dataclass(frozen=True, slots=True)
class Address:
    """Where a delivery goes, and the row that says so: None for a contact's, which the delivery itself carries."""

    to: Subscription | str = field(repr=False)
    row_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """One delivery with all that sending it needs; `address` is None when it is gone."""

    delivery_id: UUID
    attempts: int
    outgoing: Outgoing
    address: Address | None

    @property
    def service(self) -> str:
        """Name what passes it on: the host of a push service, or our mail server."""
        to = self.address.to if self.address else None
        return urlsplit(to.endpoint).netloc if isinstance(to, Subscription) else "mail"

    def send(self, now: datetime) -> Outcome:
        """Hand it to its channel and return what came of it."""
        if self.address is None:
            return NO_LONGER_THERE
        if isinstance(self.address.to, Subscription):
            return webpush.send(self.address.to, self.outgoing, vapid_key(), now=now, pool=push_pool())
        mail = mail_settings()
        return email.send(self.address.to, self.outgoing, mail, now=now) if mail else NO_MAIL


def vapid_key() -> VapidKey:
    """Return the key by which push services know this instance."""
    return _vapid_key(settings.VAPID_KEY, settings.VAPID_CONTACT)


def mail_settings() -> MailSettings | None:
    """Return by which server this instance sends mail, None when it sends none."""
    return _mail_settings(settings.EMAIL_URL, settings.EMAIL_FROM) if settings.EMAIL_URL else None


def push_pool() -> Pool:
    """Return the connections of this process to push services."""
    return _push_pool(settings.PUSH_TO_PRIVATE_ADDRESSES)


# Kept by value: reading a key or an address anew for each message costs more than sending it.
_vapid_key = lru_cache(maxsize=1)(VapidKey.load)


@lru_cache(maxsize=1)
def _mail_settings(url: str, sender: str) -> MailSettings:
    return MailSettings.parse(url, sender=sender)


@lru_cache(maxsize=2)
def _push_pool(allow_private: bool) -> Pool:
    return Pool(allow_private=allow_private)


def pack(rows: Sequence[Delivery], *, now: datetime) -> list[Parcel]:
    """Make a parcel of each delivery, with a constant number of queries."""
    people = {row.person_id for row in rows if row.person_id}
    told_more = set(Preferences.objects.filter(person__in=people, says_more=True).values_list("person_id", flat=True))
    addresses = {**_subscriptions(rows), **_mail_addresses(rows)}
    return [
        Parcel(row.id, row.attempts, _outgoing(row, row.person_id in told_more, now), addresses.get(row.id))
        for row in rows
    ]


def _subscriptions(rows: Sequence[Delivery]) -> dict[UUID, Address]:
    """Return by delivery where it is pushed to; one whose device was removed is missing."""
    wanted = {row.push_subscription_id for row in rows if row.push_subscription_id}
    sealed = PushSubscription.objects.filter(id__in=wanted).values_list("id", "subscription_sealed")
    found = _opened(list(sealed), SUBSCRIPTION)
    return {
        row.id: Address(Subscription(**json.loads(found[row.push_subscription_id])), row.push_subscription_id)
        for row in rows
        if row.push_subscription_id in found
    }


def _mail_addresses(rows: Sequence[Delivery]) -> dict[UUID, Address]:
    """Return by delivery where it is mailed to; one whose address was removed, or is not proven, is missing."""
    mails = [row for row in rows if row.channel == Channel.EMAIL]
    people = {row.person_id for row in mails if row.person_id}
    proven = EmailAddress.objects.filter(person__in=people, verified_at__isnull=False)
    own = {mail.person_id: mail for mail in proven}
    opened = _opened([(mail.id, mail.address_sealed) for mail in own.values()], ADDRESS)
    contacts = _opened([(row.id, row.address_sealed) for row in mails if row.address_sealed], ADDRESS)
    to_people = {
        row.id: Address(opened[mail.id], mail.id)
        for row in mails
        if row.person_id and (mail := own.get(row.person_id)) and mail.id in opened
    }
    return to_people | {row.id: Address(contacts[row.id]) for row in mails if row.id in contacts}


def _opened(sealed: Sequence[tuple[UUID, bytes | memoryview]], what: str) -> dict[UUID | None, str]:
    """Open values by their key; one whose data key was destroyed is missing."""
    texts = unseal_all([blob for _, blob in sealed], what=what)
    return {key: text for (key, _), text in zip(sealed, texts, strict=True) if text}


def _outgoing(row: Delivery, says_more: bool, now: datetime) -> Outgoing:
    words = words_of(row.text, locale=row.locale, says_more=says_more)
    return Outgoing(
        key=row.key,
        title=words.title,
        body=words.body,
        path=row.path,
        url=f"{settings.BASE_URL}{row.path}",
        lang=row.locale,
        urgency="high" if row.urgent else "normal",
        ttl_seconds=max(0, int((row.expires_at - now).total_seconds())),
    )
