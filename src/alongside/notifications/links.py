"""The link by which somebody proves that an e-mail address is theirs: signed and ending, not stored.

It names the row of the address. Another address is another row, so an older link proves nothing any more.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.core import signing
from django.urls import reverse

SALT = "alongside.notifications.confirm-email"
OPEN_FOR = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Proof:
    """What a link says: which address, and until when (UTC) it may be proven by it."""

    email_id: UUID
    until: datetime


def confirm_path(email_id: UUID, *, now: datetime) -> str:
    """Return the address at which this e-mail address can be confirmed, for two days."""
    said = {"email": email_id.hex, "until": int((now + OPEN_FOR).timestamp())}
    return reverse("confirm-email", args=[signing.Signer(salt=SALT).sign_object(said)])


def proof_of(token: str) -> Proof | None:
    """Return what a token says, None when it was altered or made up."""
    try:
        said = signing.Signer(salt=SALT).unsign_object(token)
    except signing.BadSignature:
        return None
    return Proof(UUID(hex=said["email"]), datetime.fromtimestamp(said["until"], UTC))
