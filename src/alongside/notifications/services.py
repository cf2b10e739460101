"""Every write of notifications: tell somebody, take it back, note what came of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from alongside.kernel import due
from alongside.kernel.weekhours import in_window, window_end
from alongside.notifications.enums import Channel, DeliveryState
from alongside.notifications.models import Delivery, EmailAddress, Preferences, PushSubscription


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing to tell one recipient: a person, or a contact by their sealed address.

    `key` names the event for this recipient: telling the same key twice does nothing. `wakes` lets it through their quiet
    hours; otherwise it waits for their end. After `expires_at` it is not sent any more.
    """

    key: str
    text: str
    path: str
    expires_at: datetime
    person_id: UUID | None = None
    address_sealed: bytes | None = None
    about_id: UUID | None = None
    locale: str = "en"
    urgent: bool = False
    wakes: bool = True
    by_push: bool = True
    by_email: bool = True


@dataclass(frozen=True, slots=True)
class _Reach:
    """How people can be told: what `tell` needs of each recipient, read in three queries."""

    push: Mapping[UUID, Sequence[UUID]]
    email: frozenset[UUID]
    quiet: Mapping[UUID, Preferences]


def tell(tellings: Sequence[Telling], *, now: datetime) -> Counter[str]:
    """Make the first deliveries of each telling; return how many per key (0: they only see it on their page).

    Each goes to every device of the person by Web Push, or by e-mail where there is none; e-mail also waits as fallback.
    """
    reach = _reach_of([telling.person_id for telling in tellings if telling.person_id])
    rows = [row for telling in tellings for row in _first_deliveries(telling, reach, now)]
    with transaction.atomic(savepoint=False):
        Delivery.objects.bulk_create(rows, ignore_conflicts=True)
        if rows:
            due.wake()
    return Counter(row.key for row in rows)


def _reach_of(person_ids: Sequence[UUID]) -> _Reach:
    push: dict[UUID, list[UUID]] = {}
    for subscription_id, person_id in PushSubscription.objects.filter(person__in=person_ids).values_list(
        "id", "person_id"
    ):
        push.setdefault(person_id, []).append(subscription_id)
    emails = EmailAddress.objects.filter(person__in=person_ids, verified_at__isnull=False)
    quiet = Preferences.objects.filter(person__in=person_ids, quiet_from__isnull=False).select_related("person")
    return _Reach(
        push=push,
        email=frozenset(emails.values_list("person_id", flat=True)) if settings.EMAIL_URL else frozenset(),
        quiet={row.person_id: row for row in quiet},
    )


def _first_deliveries(telling: Telling, reach: _Reach, now: datetime) -> list[Delivery]:
    if telling.person_id is None:
        return [_delivery(telling, Channel.EMAIL, now, now)] if settings.EMAIL_URL else []
    devices = reach.push.get(telling.person_id, ()) if telling.by_push else ()
    has_email = telling.by_email and telling.person_id in reach.email
    at = _moment(telling, reach, now)
    if devices:
        fallbacks = [Channel.EMAIL] if has_email else []
        return [_delivery(telling, Channel.PUSH, at, now, device=device, fallbacks=fallbacks) for device in devices]
    return [_delivery(telling, Channel.EMAIL, at, now)] if has_email else []


def _moment(telling: Telling, reach: _Reach, now: datetime) -> datetime:
    quiet = None if telling.wakes or telling.person_id is None else reach.quiet.get(telling.person_id)
    if quiet is None or quiet.quiet_from is None or quiet.quiet_until is None:
        return now
    zone = ZoneInfo(quiet.person.time_zone)
    if not in_window(quiet.quiet_from, quiet.quiet_until, now, zone):
        return now
    return window_end(quiet.quiet_from, quiet.quiet_until, now, zone)


def _delivery(
    telling: Telling,
    channel: Channel,
    at: datetime,
    now: datetime,
    *,
    device: UUID | None = None,
    fallbacks: Sequence[str] = (),
) -> Delivery:
    return Delivery(
        created_at=now,
        due_at=at,
        key=telling.key,
        text=telling.text,
        path=telling.path,
        person_id=telling.person_id,
        address_sealed=telling.address_sealed,
        about_id=telling.about_id,
        locale=telling.locale,
        channel=channel,
        push_subscription_id=device,
        device=device,
        fallbacks=list(fallbacks),
        urgent=telling.urgent,
        expires_at=telling.expires_at,
    )


def withdraw(keys: Iterable[str], *, now: datetime) -> int:
    """Take back what has not been handed over yet; return how many deliveries that were."""
    with transaction.atomic():
        # Locked in the order in which outcomes are noted, so that the two never wait for each other in a circle.
        waiting = Delivery.objects.filter(key__in=list(keys), state=DeliveryState.WAITING).order_by("id")
        ids = list(waiting.select_for_update().values_list("id", flat=True))
        return Delivery.objects.filter(id__in=ids).update(state=DeliveryState.WITHDRAWN, due_at=None, finished_at=now)
