"""The instance keys: what wraps everybody's data keys. Kept outside the database, the newest first.

The text form is one `id:base64` a line (or comma separated). A file is read again whenever it changes, so that
`alongside keys rotate` needs no restart.
"""

import base64
import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

KEY_BYTES = 32
ID_BYTES = 6


class UnusableKeys(ValueError):
    """The configured instance keys cannot be read; the message says why and holds no key."""


@dataclass(frozen=True, slots=True)
class InstanceKeys:
    """`current` wraps new data keys; the older ones of `by_id` only open."""

    current: str
    by_id: Mapping[str, bytes]


def make_key_line() -> str:
    """Return a fresh instance key in its text form."""
    return f"{os.urandom(ID_BYTES).hex()}:{base64.b64encode(os.urandom(KEY_BYTES)).decode()}"


def parse_keys(text: str) -> InstanceKeys:
    """Read the text form; UnusableKeys when a line is no key or there is none."""
    by_id: dict[str, bytes] = {}
    for line in filter(None, (part.strip() for part in text.replace(",", "\n").splitlines())):
        key_id, _, encoded = line.partition(":")
        try:
            secret = base64.b64decode(encoded, validate=True)
        except ValueError:
            secret = b""
        if not key_id or len(key_id) > 16 or len(secret) != KEY_BYTES:
            raise UnusableKeys("An instance key must look like id:base64, with 32 bytes of key.")
        by_id.setdefault(key_id, secret)
    if not by_id:
        raise UnusableKeys("There is no instance key.")
    return InstanceKeys(current=next(iter(by_id)), by_id=by_id)


@lru_cache(maxsize=2)
def _read(path: Path, _changed_at: int, _inode: int) -> InstanceKeys:
    return parse_keys(path.read_text())


def instance_keys() -> InstanceKeys:
    """Return the keys in force now."""
    source: Path | InstanceKeys = settings.INSTANCE_KEYS
    if isinstance(source, InstanceKeys):
        return source
    # The inode too: a clock tick is coarse enough for two changes to carry the same time.
    found = source.stat()
    return _read(source, found.st_mtime_ns, found.st_ino)


def add_key(path: Path) -> str:
    """Put a fresh key in front of the file's keys, atomically; return its id."""
    line = make_key_line()
    with _alone(path):
        older = path.read_text() if path.exists() else ""
        _replace(path, f"{line}\n{older}")
    return line.partition(":")[0]


def drop_older(path: Path, *, than: str) -> None:
    """Drop all keys older than this one: what only they could open is unreadable from now on, old backups too."""
    with _alone(path):
        lines = path.read_text().split()
        kept = next(number for number, line in enumerate(lines, start=1) if line.partition(":")[0] == than)
        _replace(path, "\n".join(lines[:kept]) + "\n")


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Wait for others who change the file: two who write at once would lose a key, and all that it opens."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _replace(path: Path, text: str) -> None:
    scratch = path.with_name(f".{path.name}.new")
    with os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    scratch.replace(path)
