"""Message encryption for Web Push: RFC 8291 over RFC 8188 (aes128gcm), the sending side."""

import base64
import re
from typing import cast

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec

LARGEST_PLAINTEXT = 3993
"""Bytes: a push service takes a body of 4096 (RFC 8030, 7.2), less 86 for the header and 17 for the seal."""


class UnusableKeysError(ValueError):
    """The keys of a subscription are not what a browser makes."""


def encrypt(
    plaintext: bytes,
    *,
    p256dh: str,
    auth: str,
    sender: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """Seal a message so that only the browser that made `p256dh` and `auth` (base64url) can read it.

    Returns the whole body, header included. `sender` and `salt` are fresh for every message; only the test
    vector of RFC 8291 names them. Raises UnusableKeysError, and ValueError for a plaintext over 3993 bytes.
    """
    if len(plaintext) > LARGEST_PLAINTEXT:
        raise ValueError("The message is too long for a push.")
    body = http_ece.encrypt(
        plaintext,
        salt=salt,
        private_key=sender or ec.generate_private_key(ec.SECP256R1()),
        dh=_receiver(_decoded(p256dh, 65)),
        auth_secret=_decoded(auth, 16),
        version="aes128gcm",
    )
    return cast("bytes", body)


def from_base64url(text: str) -> bytes:
    """Decode base64url with or without padding. Raises ValueError for anything else."""
    bare = text.rstrip("=")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", bare):
        raise ValueError("This is not base64url.")
    return base64.urlsafe_b64decode(bare + "=" * (-len(bare) % 4))


def to_base64url(data: bytes) -> str:
    """Encode as base64url without padding, as Web Push and JWT want it."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _decoded(text: str, length: int) -> bytes:
    try:
        data = from_base64url(text)
    except ValueError as error:
        raise UnusableKeysError("The keys of this subscription cannot be read.") from error
    if len(data) != length:
        raise UnusableKeysError("The keys of this subscription have the wrong length.")
    return data


def _receiver(point: bytes) -> ec.EllipticCurvePublicKey:
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError as error:
        raise UnusableKeysError("The key of this subscription is not a point on the curve P-256.") from error
