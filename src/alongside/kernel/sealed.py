"""Sealed text: AES-256-GCM under one data key per person, itself wrapped by a rotatable instance key.

A sealed value is `data key id (16 bytes) | nonce (12) | ciphertext and tag`. `what` names the table and column and is
authenticated, so that a value moved to another column does not open. Once a data key is deleted nothing sealed
with it can be read again. See docs/explanation/sealed-text.md for what this protects and what it does not.
"""

import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection, transaction

from alongside.kernel.keyring import drop_older, instance_keys
from alongside.kernel.models import DataKey

NONCE_BYTES = 12
KEY_ID_BYTES = 16
WRAP_LABEL = b"alongside data key"


class UnknownInstanceKey(Exception):
    """A data key was wrapped by an instance key that this process was not given."""


def _encrypt(key: bytes, plain: bytes, label: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, label)


def _decrypt(key: bytes, blob: bytes, label: bytes) -> bytes:
    return AESGCM(key).decrypt(blob[:NONCE_BYTES], blob[NONCE_BYTES:], label)


def _wrap_label(data_key_id: UUID) -> bytes:
    return WRAP_LABEL + data_key_id.bytes


def create_data_key(*, now: datetime) -> DataKey:
    """Make and store a fresh data key for one person."""
    key = DataKey(created_at=now)
    with transaction.atomic():
        # Before it is wrapped: a key that is just being dropped must not be what wraps it.
        _lock_table("ROW EXCLUSIVE")
        _wrap(key, AESGCM.generate_key(bit_length=256))
        key.save(force_insert=True)
    return key


def _lock_table(mode: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE kernel_datakey IN {mode} MODE")


def _wrap(key: DataKey, plain: bytes) -> None:
    keys = instance_keys()  # once: the file may change between two looks
    key.wrapped = _encrypt(keys.by_id[keys.current], plain, _wrap_label(key.id))
    key.instance_key = keys.current


def _unwrap(key: DataKey) -> bytes:
    secret = instance_keys().by_id.get(key.instance_key)
    if secret is None:
        raise UnknownInstanceKey(f"instance key {key.instance_key} is needed and was not given")
    return _decrypt(secret, bytes(key.wrapped), _wrap_label(key.id))


def seal(data_key_id: UUID, text: str, *, what: str) -> bytes:
    """Return `text` sealed with that data key; DataKey.DoesNotExist when it was destroyed."""
    return seal_bytes(data_key_id, text.encode(), what=what)


def seal_bytes(data_key_id: UUID, plain: bytes, *, what: str) -> bytes:
    """Return what is no text sealed with that data key; DataKey.DoesNotExist when it was destroyed."""
    secret = _unwrap(DataKey.objects.get(id=data_key_id))
    return data_key_id.bytes + _encrypt(secret, plain, what.encode())


def unseal(blob: bytes | memoryview | None, *, what: str) -> str | None:
    """Return the text, or None when there is none or its data key was destroyed."""
    return unseal_all([blob], what=what)[0]


def unseal_all(blobs: Iterable[bytes | memoryview | None], *, what: str) -> list[str | None]:
    """Open many values of one column with a single query; order kept, None as in `unseal`."""
    return [None if plain is None else plain.decode() for plain in _open_all(blobs, what)]


def unseal_bytes(blob: bytes | memoryview | None, *, what: str) -> bytes | None:
    """Return what is no text, or None when there is none or its data key was destroyed."""
    return _open_all([blob], what)[0]


def _open_all(blobs: Iterable[bytes | memoryview | None], what: str) -> list[bytes | None]:
    values = [None if blob is None else bytes(blob) for blob in blobs]
    wanted = {UUID(bytes=value[:KEY_ID_BYTES]) for value in values if value}
    secrets = {key.id: _unwrap(key) for key in DataKey.objects.filter(id__in=wanted)} if wanted else {}
    return [_open(value, secrets, what) for value in values]


def _open(value: bytes | None, secrets: Mapping[UUID, bytes], what: str) -> bytes | None:
    if not value:
        return None
    secret = secrets.get(UUID(bytes=value[:KEY_ID_BYTES]))
    if secret is None:
        return None
    try:
        return _decrypt(secret, value[KEY_ID_BYTES:], what.encode())
    except InvalidTag as error:
        raise ValueError(f"a sealed value of {what} was altered or moved") from error


def rewrap_data_keys(*, batch: int = 500) -> int:
    """Wrap every data key that an older instance key holds with the current one; return how many. Repeatable."""
    done = 0
    while True:
        current = instance_keys().current
        with transaction.atomic():
            keys = list(DataKey.objects.select_for_update(skip_locked=True).exclude(instance_key=current)[:batch])
            for key in keys:
                _wrap(key, _unwrap(key))
            DataKey.objects.bulk_update(keys, ["wrapped", "instance_key"])
        if not keys:
            return done
        done += len(keys)


def drop_older_instance_keys(path: Path) -> None:
    """Forget every instance key in the file but those that wrap data keys and newer ones, once only these do."""
    while True:
        with transaction.atomic():
            _lock_table("EXCLUSIVE")  # whoever just makes a data key is waited for, and waits
            current = instance_keys().current
            if not DataKey.objects.exclude(instance_key=current).exists():
                return drop_older(path, than=current)
        rewrap_data_keys()
