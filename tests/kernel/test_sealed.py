"""Sealed text opens for who has the key, nowhere else, and never again once the key is gone."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection, transaction
from pytest_django import Settings

from alongside.kernel import sealed
from alongside.kernel.keyring import add_key, drop_older, instance_keys, parse_keys
from alongside.kernel.models import DataKey
from tests.processes import until
from tests.support.database import waiting_for_locks

pytestmark = pytest.mark.django_db


def test_a_sealed_text_opens_again_and_does_not_show(now: datetime) -> None:
    key = sealed.create_data_key(now=now)
    blob = sealed.seal(key.id, "I am scared tonight", what="note")
    assert b"scared" not in blob
    assert sealed.unseal(blob, what="note") == "I am scared tonight"


def test_bytes_that_are_no_text_open_again_in_their_own_column_alone(now: datetime) -> None:
    key = sealed.create_data_key(now=now)
    blob = sealed.seal_bytes(key.id, b"\xff\xf3sound", what="voice")
    assert b"sound" not in blob
    assert sealed.unseal_bytes(blob, what="voice") == b"\xff\xf3sound"
    with pytest.raises(ValueError, match="altered or moved"):
        sealed.unseal_bytes(blob, what="note")
    key.delete()
    assert sealed.unseal_bytes(blob, what="voice") is None


def test_the_same_text_is_never_sealed_alike(now: datetime) -> None:
    key = sealed.create_data_key(now=now)
    assert sealed.seal(key.id, "same", what="note") != sealed.seal(key.id, "same", what="note")


def test_a_value_moved_to_another_column_does_not_open(now: datetime) -> None:
    blob = sealed.seal(sealed.create_data_key(now=now).id, "secret", what="note")
    with pytest.raises(ValueError, match="altered or moved"):
        sealed.unseal(blob, what="name")


def test_many_values_open_with_one_query(now: datetime, django_assert_num_queries) -> None:
    keys = [sealed.create_data_key(now=now) for _ in range(3)]
    blobs = [sealed.seal(key.id, f"text {i}", what="note") for i, key in enumerate(keys)]
    with django_assert_num_queries(1):
        assert sealed.unseal_all([*blobs, None], what="note") == ["text 0", "text 1", "text 2", None]


def test_once_the_key_is_destroyed_nothing_opens(now: datetime) -> None:
    key = sealed.create_data_key(now=now)
    blob = sealed.seal(key.id, "gone for good", what="note")
    DataKey.objects.filter(id=key.id).delete()
    assert sealed.unseal(blob, what="note") is None


@pytest.fixture
def key_file(tmp_path: Path, settings: Settings) -> Path:
    """Instance keys in a file of this test's own, with one key."""
    settings.INSTANCE_KEYS = tmp_path / "instance_keys"
    add_key(settings.INSTANCE_KEYS)
    return settings.INSTANCE_KEYS


def test_nothing_sealed_is_nothing_read() -> None:
    assert sealed.unseal_all([], what="note") == []
    assert sealed.unseal_all([None, b""], what="note") == [None, None]


def test_after_a_rotation_everything_opens_and_the_old_key_is_not_needed(now: datetime, key_file: Path) -> None:
    keys = [sealed.create_data_key(now=now) for _ in range(5)]
    blobs = [sealed.seal(key.id, f"text {i}", what="note") for i, key in enumerate(keys)]
    newest = add_key(key_file)
    assert sealed.rewrap_data_keys(batch=2) == 5
    assert sealed.rewrap_data_keys(batch=2) == 0
    sealed.drop_older_instance_keys(key_file)
    assert list(instance_keys().by_id) == [newest]
    assert sealed.unseal_all(blobs, what="note") == [f"text {i}" for i in range(5)]
    assert set(DataKey.objects.values_list("instance_key", flat=True)) == {newest}


@pytest.mark.django_db(transaction=True)
def test_whoever_joins_while_old_keys_are_dropped_keeps_what_they_write(now: datetime, key_file: Path) -> None:
    """Their key may be wrapped by the old one in a transaction that nobody else sees yet."""
    old = instance_keys().current
    with transaction.atomic():
        key = sealed.create_data_key(now=now)
        blob = sealed.seal(key.id, "I have just come", what="note")
        newest = add_key(key_file)
        dropping = threading.Thread(target=in_thread, args=(sealed.drop_older_instance_keys, key_file))
        dropping.start()
        until(lambda: waiting_for_locks() == 1)
        assert old in instance_keys().by_id
    dropping.join(10)
    assert list(instance_keys().by_id) == [newest]
    assert sealed.unseal(blob, what="note") == "I have just come"


def in_thread(work: Callable[..., object], *args: object) -> None:
    """Do something on a connection of this thread's own, and close it."""
    try:
        work(*args)
    finally:
        connection.close()


def test_two_who_add_a_key_at_once_lose_none(tmp_path: Path) -> None:
    path = tmp_path / "instance_keys"
    with ThreadPoolExecutor(4) as threads:
        added = [future.result() for future in [threads.submit(add_key, path) for _ in range(40)]]
    assert set(parse_keys(path.read_text()).by_id) == set(added)


def test_keys_newer_than_the_one_that_is_kept_stay(key_file: Path) -> None:
    kept, newer = add_key(key_file), add_key(key_file)
    drop_older(key_file, than=kept)
    assert list(instance_keys().by_id) == [newer, kept]


def test_without_the_instance_key_nothing_opens_and_it_says_which(now: datetime, key_file: Path) -> None:
    key = sealed.create_data_key(now=now)
    blob = sealed.seal(key.id, "secret", what="note")
    drop_older(key_file, than=add_key(key_file))
    with pytest.raises(sealed.UnknownInstanceKey, match=f"^instance key {key.instance_key} is needed"):
        sealed.unseal(blob, what="note")


def test_a_wrapped_key_given_to_somebody_else_does_not_open(now: datetime) -> None:
    own, other = (sealed.create_data_key(now=now) for _ in range(2))
    blob = sealed.seal(own.id, "secret", what="note")
    DataKey.objects.filter(id=own.id).update(wrapped=other.wrapped)
    with pytest.raises(InvalidTag):
        sealed.unseal(blob, what="note")
