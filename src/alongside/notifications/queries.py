"""What became of deliveries, and where a person can be told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from alongside.notifications.enums import DeliveryState
from alongside.notifications.models import Delivery, EmailAddress, PushSubscription

# The best that happened to any copy is what happened: one device that rang is enough.
BEST_FIRST = (DeliveryState.HANDED_OVER, DeliveryState.WAITING, DeliveryState.WITHDRAWN, DeliveryState.FAILED)


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """How telling one recipient stands over all its copies: the state, or None when there was no way to tell them."""

    state: DeliveryState | None = None
    at: datetime | None = None
    channel: str = ""
    outcome: str = ""


def deliveries_of(keys: Iterable[str]) -> dict[str, DeliveryView]:
    """Return how telling each of these keys stands; keys without any delivery are missing."""
    best: dict[str, DeliveryView] = {}
    for row in Delivery.objects.filter(key__in=list(keys)).order_by("id"):
        view = DeliveryView(DeliveryState(row.state), row.finished_at, row.channel, row.outcome)
        known = best.get(row.key)
        if known is None or _rank(view) < _rank(known):
            best[row.key] = view
    return best


def _rank(view: DeliveryView) -> int:
    return len(BEST_FIRST) if view.state is None else BEST_FIRST.index(view.state)


def can_be_told(person_id: UUID) -> bool:
    """Tell whether anything but the open page reaches this person: a device, or an e-mail address that works."""
    if PushSubscription.objects.filter(person=person_id).exists():
        return True
    mails = EmailAddress.objects.filter(person=person_id, verified_at__isnull=False)
    return settings.EMAIL_URL is not None and mails.exists()
