"""The link of an invitation to a group: signed, never stored."""

from uuid import UUID

from django.conf import settings
from django.urls import reverse

from alongside.circles.links import read, sign

INVITATION = "alongside.groups.invitation"


def invitation_link(invitation_id: UUID) -> str:
    """Return the whole link of an invitation, to be passed on."""
    return settings.BASE_URL.rstrip("/") + reverse("group-invitation", args=[sign(invitation_id, salt=INVITATION)])


def invitation_of(token: str) -> UUID | None:
    """Return which invitation a link is of; None when we did not sign it."""
    return read(token, salt=INVITATION)
