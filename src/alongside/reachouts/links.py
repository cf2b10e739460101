"""The links by which a contact without account answers: signed, not stored.

A link names one notification. It works while the tie lives (see `policies.access_by_link`).
"""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from alongside.reachouts.models import Notification

SALT = "alongside.reachouts.answer"


def answer_path(notification_id: UUID) -> str:
    """Return the address at which a contact sees and answers what this notification told them."""
    token = signing.Signer(salt=SALT).sign(notification_id.hex)
    return reverse("answer", args=[token])


def answer_link(notification_id: UUID) -> str:
    """Return the same with scheme and host, to be passed on."""
    return f"{settings.BASE_URL}{answer_path(notification_id)}"


def asked_path(notification: Notification) -> str:
    """Return where whoever it asks sees and answers it: in their account, or behind a contact's link."""
    if notification.supporter.person_id:
        return reverse("asked", args=[notification.id])
    return answer_path(notification.id)


def notification_of(token: str) -> UUID | None:
    """Return the notification a token names, None when it was altered or made up."""
    try:
        return UUID(hex=signing.Signer(salt=SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        return None
