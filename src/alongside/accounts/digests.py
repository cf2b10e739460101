"""Keyed digests: how codes, links and tokens are kept, so that the database alone opens nothing."""

import hashlib
import hmac

from django.conf import settings


def digest(what: str, secret: str) -> bytes:
    """Return the HMAC-SHA-256 of a secret of at least 60 bits under the instance's secret key; `what` names its use.

    A fast digest is right here: a random secret of that size cannot be guessed, unlike a passphrase.
    """
    return hmac.new(settings.SECRET_KEY.encode(), f"{what}\0{secret}".encode(), hashlib.sha256).digest()
