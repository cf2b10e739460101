"""The instance's own key for Web Push (VAPID, RFC 8292): it tells push services who is sending."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from alongside.notifications.channels.ece import from_base64url, to_base64url

VALID_FOR = timedelta(hours=12)
"""How long a token is good for; RFC 8292 allows at most 24 hours, and clocks differ."""
RENEW_BEFORE = timedelta(hours=2)

_MOST_AUDIENCES = 256
_ES256 = ec.ECDSA(hashes.SHA256())


class VapidKeyError(ValueError):
    """The key or the contact cannot be used. The message is a sentence that does not repeat the key."""


@dataclass(frozen=True, slots=True)
class VapidKey:
    """A P-256 key and the operator's contact (`mailto:` or `https:`), which push services require.

    Make one with `generate` or `load`. Signed tokens are kept for each audience, since signing one takes
    longer than encrypting a message.
    """

    private: ec.EllipticCurvePrivateKey = field(repr=False)
    contact: str
    _kept: dict[str, tuple[datetime, str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse a contact push services do not take."""
        if not self.contact.startswith(("mailto:", "https://")) or not self.contact.isprintable():
            raise VapidKeyError("The contact for Web Push starts with mailto: or https://.")

    @classmethod
    def generate(cls, contact: str) -> Self:
        """Make a new key."""
        return cls(ec.generate_private_key(ec.SECP256R1()), contact)

    @classmethod
    def load(cls, text: str, contact: str) -> Self:
        """Read a private key, PEM or the 32 bytes as base64url. Raises VapidKeyError."""
        return cls(_from_pem(text) if "BEGIN" in text else _from_scalar(text.strip()), contact)

    def private_text(self) -> str:
        """The private key as base64url, as `load` reads it: a secret."""
        return to_base64url(self.private.private_numbers().private_value.to_bytes(32, "big"))

    def public_text(self) -> str:
        """The public key as base64url: what a browser wants as applicationServerKey."""
        point = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return to_base64url(point)

    def authorization(self, audience: str, now: datetime) -> str:
        """The Authorization header for one origin, signed anew when under 2 of its 12 hours are left."""
        kept = self._kept.get(audience)
        if kept and now + RENEW_BEFORE < kept[0] <= now + VALID_FOR:
            return kept[1]
        if len(self._kept) >= _MOST_AUDIENCES:  # made-up origins must not fill the memory
            self._kept.clear()
        expires = now + VALID_FOR
        header = f"vapid t={self._token(audience, expires)}, k={self.public_text()}"
        self._kept[audience] = (expires, header)
        return header

    def _token(self, audience: str, expires: datetime) -> str:
        claims = {"aud": audience, "exp": int(expires.timestamp()), "sub": self.contact}
        unsigned = f"{_part({'typ': 'JWT', 'alg': 'ES256'})}.{_part(claims)}"
        r, s = decode_dss_signature(self.private.sign(unsigned.encode(), _ES256))
        return f"{unsigned}.{to_base64url(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


def _part(content: Mapping[str, object]) -> str:
    return to_base64url(json.dumps(content, separators=(",", ":")).encode())


def _from_pem(text: str) -> ec.EllipticCurvePrivateKey:
    try:
        key = load_pem_private_key(text.encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise VapidKeyError("The key for Web Push is not a readable PEM file without a password.") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise VapidKeyError("The key for Web Push is not a private key on the curve P-256.")
    return key


def _from_scalar(text: str) -> ec.EllipticCurvePrivateKey:
    try:
        return ec.derive_private_key(int.from_bytes(_exactly_32(text), "big"), ec.SECP256R1())
    except ValueError as error:
        raise VapidKeyError("The key for Web Push is 32 bytes as base64url, or a PEM file.") from error


def _exactly_32(text: str) -> bytes:
    data = from_base64url(text)
    if len(data) != 32:
        raise ValueError("A private key on the curve P-256 has 32 bytes.")
    return data
