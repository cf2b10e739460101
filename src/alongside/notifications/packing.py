"""Turns leased deliveries into parcels that a thread can send without touching the database."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.conf import settings

from alongside.kernel.sealed import unseal_all
from alongside.notifications.channels import Outcome, Outgoing, Result, email, webpush
from alongside.notifications.channels.mail_settings import MailSettings
from alongside.notifications.channels.vapid import VapidKey
from alongside.notifications.channels.webpush import Subscription
from alongside.notifications.channels.wire import Pool
from alongside.notifications.enums import Channel
from alongside.notifications.models import Delivery, EmailAddress, Preferences, PushSubscription
from alongside.notifications.sealing import ADDRESS, SUBSCRIPTION
from alongside.notifications.wording import words_of

NO_LONGER_THERE = Outcome(Result.GONE, "The address is no longer there.")


@dataclass(frozen=True, slots=True)
class Parcel:
    """One delivery with all that sending it needs; `to` is None when its address is gone."""

    delivery_id: UUID
    attempts: int
    outgoing: Outgoing
    to: Subscription | str | None = field(repr=False)

    def send(self, now: datetime) -> Outcome:
        """Hand it to its channel and return what came of it."""
        if self.to is None:
            return NO_LONGER_THERE
        if isinstance(self.to, Subscription):
            return webpush.send(self.to, self.outgoing, vapid_key(), now=now, pool=_push_pool())
        return email.send(self.to, self.outgoing, _mail_settings(), now=now)


@lru_cache(maxsize=1)
def vapid_key() -> VapidKey:
    """Return the key by which push services know this instance."""
    return VapidKey.load(settings.VAPID_KEY, settings.VAPID_CONTACT)


@lru_cache(maxsize=1)
def _push_pool() -> Pool:
    return Pool(allow_private=settings.PUSH_TO_PRIVATE_ADDRESSES)


@lru_cache(maxsize=1)
def _mail_settings() -> MailSettings:
    return MailSettings.parse(settings.EMAIL_URL, sender=settings.EMAIL_FROM)


def pack(rows: Sequence[Delivery], *, now: datetime) -> list[Parcel]:
    """Make a parcel of each delivery, with a constant number of queries."""
    says_more = frozenset(
        Preferences.objects.filter(person__in={row.person_id for row in rows}, says_more=True).values_list(
            "person_id", flat=True
        )
    )
    to = {**_subscriptions(rows), **_addresses(rows)}
    return [
        Parcel(row.id, row.attempts, _outgoing(row, row.person_id in says_more, now), to.get(row.id)) for row in rows
    ]


def _subscriptions(rows: Sequence[Delivery]) -> dict[UUID, Subscription]:
    wanted = {row.push_subscription_id: row.id for row in rows if row.push_subscription_id}
    if not wanted:
        return {}
    found = PushSubscription.objects.filter(id__in=wanted).values_list("id", "subscription_sealed")
    by_id = dict(
        zip([key for key, _ in found], unseal_all([blob for _, blob in found], what=SUBSCRIPTION), strict=True)
    )
    return {
        row.id: Subscription(**json.loads(text))
        for row in rows
        if row.push_subscription_id and (text := by_id.get(row.push_subscription_id))
    }


def _addresses(rows: Sequence[Delivery]) -> dict[UUID, str]:
    mails = [row for row in rows if row.channel == Channel.EMAIL]
    if not mails:
        return {}
    people = {row.person_id for row in mails if row.person_id}
    own = dict(
        EmailAddress.objects.filter(person__in=people, verified_at__isnull=False).values_list(
            "person_id", "address_sealed"
        )
    )
    blobs = [own.get(row.person_id) if row.person_id else row.address_sealed for row in mails]
    texts = unseal_all(blobs, what=ADDRESS)
    return {row.id: text for row, text in zip(mails, texts, strict=True) if text}


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
