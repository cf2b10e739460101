"""What notifications hold about a person: what they chose, where they can be told, and what they were told when."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from alongside.kernel.privacy import Holding, Said, Table, labels_of
from alongside.kernel.sealed import unseal
from alongside.notifications.enums import Channel, DeliveryState
from alongside.notifications.models import Delivery, EmailAddress, Preferences, PushSubscription
from alongside.notifications.sealing import ADDRESS
from alongside.notifications.wording import is_known, words_of
from alongside.ui import phrases


def export(person_id: UUID) -> dict[str, Table]:
    """Return preferences, e-mail address, devices, and when and how the person was told something; moments are UTC.

    The address of a device's push service is no use to a person and a secret to everybody else, so it is left out.
    """
    devices = PushSubscription.objects.filter(person=person_id).order_by("created_at")
    deliveries = Delivery.objects.filter(person=person_id).order_by("created_at")
    return {
        "preferences": _rows(Preferences.objects.filter(person=person_id), "quiet_from", "quiet_until", "says_more"),
        "email": [
            {
                "address": unseal(row.address_sealed, what=ADDRESS),
                "given_at": row.created_at,
                "confirmed_at": row.verified_at,
            }
            for row in EmailAddress.objects.filter(person=person_id)
        ],
        "devices": _rows(devices, "device", "created_at"),
        "told": _rows(deliveries, "created_at", "text", "channel", "state", "finished_at", "outcome"),
    }


def _rows(rows: QuerySet[Any], *columns: str) -> Table:
    return list(rows.values(*columns))


def erase(person_id: UUID, now: datetime) -> None:
    """Delete all of it, and what tells others of this person too."""
    Delivery.objects.filter(Q(person=person_id) | Q(about=person_id)).delete()
    PushSubscription.objects.filter(person=person_id).delete()
    EmailAddress.objects.filter(person=person_id).delete()
    Preferences.objects.filter(person=person_id).delete()


def _wording(text: str) -> str:
    """Say what a notification said; one that nothing says any more is named by its word."""
    return words_of(text, locale=get_language() or "en", says_more=True).body if is_known(text) else text


WORDS = {
    "preferences": _("What you chose"),
    "email": phrases.EMAIL_ADDRESS,
    "devices": _("Devices you are told on"),
    "told": _("What you were told"),
    "quiet_from": _("Quiet from"),
    "quiet_until": _("Quiet until"),
    "says_more": _("May say a little more"),
    "address": _("Address"),
    "given_at": _("Given"),
    "confirmed_at": _("Confirmed"),
    "device": _("Device"),
    "created_at": _("Made"),
    "text": _("What"),
    "channel": _("How"),
    "state": phrases.HOW_IT_STANDS,
    "finished_at": _("Done"),
    "outcome": _("What came of it"),
}
SAID: dict[str, Said] = {
    "text": _wording,
    "channel": labels_of(Channel),
    "state": labels_of(DeliveryState),
    "outcome": lambda outcome: gettext(outcome) if outcome else "",
}
HOLDING = Holding(app="notifications", export=export, erase=erase, words=WORDS, said=SAID)
