"""Tell somebody, take it back, forget what has long been told."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from alongside.kernel import due
from alongside.kernel.holding import hold
from alongside.notifications.enums import Channel, DeliveryState
from alongside.notifications.models import FORGOTTEN, Delivery, EmailAddress, PushSubscription
from alongside.notifications.quiet import quiet_ends

KEPT_FOR = timedelta(days=30)
FORGOTTEN_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing to tell one recipient: a person, or a contact by their sealed address, if they gave one.

    `key` names the event for this recipient: telling the same key twice does nothing. `wakes` lets it through their
    quiet hours; otherwise it waits for their end. After `expires_at` it is not sent any more.
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
    """How people can be told: what `tell` needs of each recipient, read in a few queries."""

    push: Mapping[UUID, Sequence[UUID]]
    email: Collection[UUID]
    quiet: Mapping[UUID | None, datetime]


def tell(tellings: Sequence[Telling], *, now: datetime, are_new: bool = False) -> Counter[str]:
    """Make the first deliveries of each telling; return how many per key (0: they only see it on their page).

    Each goes to every device of the person by Web Push, or by e-mail where there is none; e-mail is also the fallback.
    What would have to wait for the end of quiet hours until it is of no use makes no delivery.
    `are_new` says that the keys were made in this transaction: nobody can have been told them before.
    """
    with transaction.atomic(savepoint=False):
        told = Counter[str]() if are_new else _told_already(tellings)
        fresh = [one for one in tellings if one.key not in told]
        reach = _reach_of(fresh, now)
        rows = [row for one in fresh for row in _first_deliveries(one, reach, now)]
        if rows:
            Delivery.objects.bulk_create(rows, ignore_conflicts=True)
            due.wake()
    return told + Counter(row.key for row in rows)


def _told_already(tellings: Sequence[Telling]) -> Counter[str]:
    return Counter(Delivery.objects.filter(key__in=[one.key for one in tellings]).values_list("key", flat=True))


def _reach_of(tellings: Sequence[Telling], now: datetime) -> _Reach:
    people = {one.person_id for one in tellings if one.person_id}
    emails = EmailAddress.objects.filter(person__in=people, verified_at__isnull=False)
    return _Reach(
        push=_devices_of(people),
        email=set(emails.values_list("person_id", flat=True)) if settings.EMAIL_URL else (),
        quiet=quiet_ends([one.person_id for one in tellings if not one.wakes], now=now),
    )


def _devices_of(people: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """Return the devices of each person, held: one that ends just now must not undo what refers to it."""
    push: dict[UUID, list[UUID]] = {}
    for device, person in hold(PushSubscription, people, by="person_id").items():
        push.setdefault(person, []).append(device)
    return push


def _first_deliveries(telling: Telling, reach: _Reach, now: datetime) -> list[Delivery]:
    if telling.person_id is None:
        has_address = settings.EMAIL_URL and telling.address_sealed
        return [_delivery(telling, Channel.EMAIL, now, now)] if has_address else []
    at = now if telling.wakes else reach.quiet.get(telling.person_id, now)
    if at >= telling.expires_at:
        return []
    devices = reach.push.get(telling.person_id, ()) if telling.by_push else ()
    has_email = telling.by_email and telling.person_id in reach.email
    if devices:
        fallbacks = [Channel.EMAIL] if has_email else []
        return [_delivery(telling, Channel.PUSH, at, now, device=device, fallbacks=fallbacks) for device in devices]
    return [_delivery(telling, Channel.EMAIL, at, now)] if has_email else []


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
        wakes=telling.wakes,
        expires_at=telling.expires_at,
    )


def withdraw(keys: Iterable[str], *, now: datetime) -> int:
    """Take back what has not been handed over yet; return how many deliveries that were."""
    with transaction.atomic():
        # Locked in the order in which outcomes are noted, so that the two never wait for each other in a circle.
        waiting = Delivery.objects.filter(key__in=list(keys), state=DeliveryState.WAITING).order_by("id")
        ids = list(waiting.select_for_update().values_list("id", flat=True))
        return Delivery.objects.filter(id__in=ids).update(
            state=DeliveryState.WITHDRAWN,
            due_at=None,
            finished_at=now,
            set_aside_at=None,
            set_aside_why="",
            **FORGOTTEN,
        )


def forget_finished(*, now: datetime, older_than: timedelta = KEPT_FOR, most: int = FORGOTTEN_AT_ONCE) -> int:
    """Delete deliveries that ended that long ago, at most so many at once; return how many."""
    old = Delivery.objects.filter(finished_at__lt=now - older_than).order_by("finished_at")
    return Delivery.objects.filter(id__in=list(old.values_list("id", flat=True)[:most])).delete()[0]
