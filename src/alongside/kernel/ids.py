"""Identifiers of rows."""

import os
import time
from uuid import UUID

from alongside.kernel.errors import AlongsideError, NotFound


def new_id() -> UUID:
    """Return a UUIDv7 (RFC 9562, 5.7): unguessable, and in the order of its making so that indexes stay compact."""
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & (1 << 48) - 1) << 80 | random & (1 << 80) - 1
    value = value & ~(0xF << 76) | 0x7 << 76
    return UUID(int=value & ~(0x3 << 62) | 0x2 << 62)


def read_id(text: str, *, refusal: AlongsideError | None = None) -> UUID:
    """Return the id that somebody's text names; for what is none, NotFound or the refusal that is given."""
    try:
        return UUID(text)
    except ValueError as error:
        raise (refusal or NotFound()) from error
