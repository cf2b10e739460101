"""Signed links: what lets somebody without a session in. A link is never stored, only made again from the row's id.

A token is the row's id and its signature (HMAC-SHA256 under the instance's secret key), each kind of link under its own
salt, so that no link opens another kind of page. Whether a link still works is for the row to say.
"""

import base64
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

INVITATION = "alongside.circles.invitation"
CONTACT = "alongside.circles.contact"


def sign(row_id: UUID, *, salt: str) -> str:
    """Return the token of a row for that kind of link."""
    text = base64.urlsafe_b64encode(row_id.bytes).rstrip(b"=").decode()
    return Signer(salt=salt, sep=".").sign(text)


def read(token: str, *, salt: str) -> UUID | None:
    """Return the id in a token, or None when we did not sign it for that kind of link."""
    try:
        text = Signer(salt=salt, sep=".").unsign(token)
    except BadSignature:
        return None
    return UUID(bytes=base64.urlsafe_b64decode(text + "=="))


def invitation_path(invitation_id: UUID) -> str:
    """Return where an invitation leads, without host."""
    return reverse("invitation", args=[sign(invitation_id, salt=INVITATION)])


def invitation_link(invitation_id: UUID) -> str:
    """Return the whole link of an invitation, to be passed on."""
    return settings.BASE_URL.rstrip("/") + invitation_path(invitation_id)


def contact_path(supporter_id: UUID) -> str:
    """Return where a contact without account sees and changes what they offer, without host."""
    return reverse("with", args=[sign(supporter_id, salt=CONTACT)])


def contact_link(supporter_id: UUID) -> str:
    """Return the whole link of a contact's own page."""
    return settings.BASE_URL.rstrip("/") + contact_path(supporter_id)
