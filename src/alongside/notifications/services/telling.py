"""Tell somebody, take it back, forget what has long been told."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from alongside.accounts.models import Person
from alongside.kernel import due
from alongside.kernel.holding import hold
from alongside.kernel.ids import new_id
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


def telling_to(person: Person, *, key: str, text: str, path: str, expires_at: datetime, wakes: bool = False) -> Telling:
    """Return what somebody is told of their own, in their language; unless it `wakes`, it waits for quiet to end."""
    return Telling(
        key=key,
        text=text,
        path=path,
        expires_at=expires_at,
        person_id=person.id,
        about_id=person.id,
        locale=person.locale,
        wakes=wakes,
    )


@dataclass(frozen=True, slots=True)
class _Reach:
    """How people can be told: what `tell` needs of each recipient, read in a few queries."""

    push: Mapping[UUID, Sequence[UUID]]
    email: Collection[UUID]
    quiet: Mapping[UUID | None, datetime]


@dataclass(frozen=True, slots=True)
class _First:
    """A first delivery of a telling, to be written."""

    telling: Telling
    channel: Channel
    at: datetime
    device: UUID | None = None
    fallbacks: Sequence[Channel] = ()


# A column a parameter, rather than a parameter for each value: a batch of the engine writes hundreds at once.
DELIVER = """
INSERT INTO notifications_delivery (id, created_at, due_at, set_aside_why, key, text, path, person_id, address_sealed,
    about_id, locale, channel, push_subscription_id, device, fallbacks, urgent, wakes, state, attempts, expires_at,
    outcome)
SELECT id, %s, due_at, '', key, text, path, person, address, about, locale, channel, device, device,
    fallbacks::varchar[], urgent, wakes, 'waiting', 0, expires_at, ''
FROM unnest(%s::uuid[], %s::timestamptz[], %s::text[], %s::text[], %s::text[], %s::uuid[], %s::bytea[], %s::uuid[],
    %s::text[], %s::text[], %s::uuid[], %s::text[], %s::bool[], %s::bool[], %s::timestamptz[])
    AS new (id, due_at, key, text, path, person, address, about, locale, channel, device, fallbacks, urgent, wakes,
        expires_at)
ON CONFLICT DO NOTHING
"""


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
            _deliver(rows, now)
            due.wake()
    return told + Counter(row.telling.key for row in rows)


def _told_already(tellings: Sequence[Telling]) -> Counter[str]:
    return Counter(Delivery.objects.filter(key__among=[one.key for one in tellings]).values_list("key", flat=True))


def _reach_of(tellings: Sequence[Telling], now: datetime) -> _Reach:
    people = {one.person_id for one in tellings if one.person_id}
    emails = EmailAddress.objects.filter(person__id__among=people, verified_at__isnull=False)
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


def _first_deliveries(telling: Telling, reach: _Reach, now: datetime) -> list[_First]:
    if telling.person_id is None:
        has_address = settings.EMAIL_URL and telling.address_sealed
        return [_First(telling, Channel.EMAIL, now)] if has_address else []
    at = now if telling.wakes else reach.quiet.get(telling.person_id, now)
    if at >= telling.expires_at:
        return []
    devices = reach.push.get(telling.person_id, ()) if telling.by_push else ()
    has_email = telling.by_email and telling.person_id in reach.email
    if devices:
        fallbacks = (Channel.EMAIL,) if has_email else ()
        return [_First(telling, Channel.PUSH, at, device, fallbacks) for device in devices]
    return [_First(telling, Channel.EMAIL, at)] if has_email else []


def _deliver(rows: Sequence[_First], now: datetime) -> None:
    """Write first deliveries with one statement; what is there already stays."""
    tellings = [row.telling for row in rows]
    columns: list[list[Any]] = [
        [new_id() for _ in rows],
        [row.at for row in rows],
        [one.key for one in tellings],
        [one.text for one in tellings],
        [one.path for one in tellings],
        [one.person_id for one in tellings],
        [one.address_sealed for one in tellings],
        [one.about_id for one in tellings],
        [one.locale for one in tellings],
        [str(row.channel) for row in rows],
        [row.device for row in rows],
        [f"{{{','.join(row.fallbacks)}}}" for row in rows],
        [one.urgent for one in tellings],
        [one.wakes for one in tellings],
        [one.expires_at for one in tellings],
    ]
    with connection.cursor() as cursor:
        cursor.execute(DELIVER, [now, *columns])


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
