"""A proof that somebody was at a meeting (pure): a token signed with Ed25519, which anybody can check by themselves.

It says the name of the meeting, the date, for how many minutes (rounded down to five) and the name that the person
wrote at that moment, and nothing else. It is four pieces with dots between: what it is, which key signed it, what it
says (JSON) and the signature of all that. It is kept nowhere. Each instance key makes a signing key of its own.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KIND = "alongside-attendance-1"
LABEL = b"alongside.meetings.attendance"
STEP = 5
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Proof:
    """What a proof says."""

    meeting: str
    on_date: date
    minutes: int
    name: str


def rounded(seconds: int) -> int:
    """Return whole minutes in steps of five, rounded down."""
    return seconds // 60 // STEP * STEP


def signing_key(instance_key: bytes) -> Ed25519PrivateKey:
    """Return the key that signs, made from an instance key: from it nobody finds the instance key."""
    seed = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=LABEL).derive(instance_key)
    return Ed25519PrivateKey.from_private_bytes(seed)


def public_key(instance_key: bytes) -> str:
    """Return what the proofs signed with it are checked with, in base64."""
    return base64.b64encode(signing_key(instance_key).public_key().public_bytes_raw()).decode()


def token_of(proof: Proof, *, key_id: str, instance_key: bytes) -> str:
    """Return the proof as one line to be passed on."""
    said = {
        "meeting": proof.meeting,
        "date": proof.on_date.isoformat(),
        "minutes": proof.minutes,
        "name": proof.name,
    }
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    signed = f"{KIND}.{key_id}.{_packed(text.encode())}"
    return f"{signed}.{_packed(signing_key(instance_key).sign(signed.encode()))}"


def proof_of(token: str, public_keys: Mapping[str, str]) -> Proof | None:
    """Return what a token says if one of these keys signed it, unchanged; None for everything else."""
    kind, _, rest = "".join(token.split()).partition(".")
    pieces = rest.rsplit(".", 2)  # the id of a key is an operator's own, and may hold a point
    if len(token) > LONGEST or kind != KIND or len(pieces) != 3 or pieces[0] not in public_keys:
        return None
    key_id, packed, signature = pieces
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_keys[key_id], validate=True))
        key.verify(_unpacked(signature), f"{kind}.{key_id}.{packed}".encode())
        said = json.loads(_unpacked(packed))
        return Proof(said["meeting"], date.fromisoformat(said["date"]), said["minutes"], said["name"])
    except (InvalidSignature, ValueError):
        return None


def _packed(plain: bytes) -> str:
    return base64.urlsafe_b64encode(plain).rstrip(b"=").decode()


def _unpacked(text: str) -> bytes:
    """Return the bytes; ValueError for what we would have written otherwise: no two tokens say the same."""
    plain = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if _packed(plain) != text:
        raise ValueError(text)
    return plain
