"""Sealed text opens for who has the key, nowhere else, and never again once the key is gone."""

from datetime import datetime
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from pytest_django import Settings

from alongside.kernel import sealed
from alongside.kernel.keyring import add_key, keep_current_only
from alongside.kernel.models import DataKey

pytestmark = pytest.mark.django_db


def test_a_sealed_text_opens_again_and_does_not_show(now: datetime) -> None:
    key = sealed.create_data_key(now=now)
    blob = sealed.seal(key.id, "I am scared tonight", what="note")
    assert b"scared" not in blob
    assert sealed.unseal(blob, what="note") == "I am scared tonight"


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
    keep_current_only(key_file)
    assert sealed.unseal_all(blobs, what="note") == [f"text {i}" for i in range(5)]
    assert set(DataKey.objects.values_list("instance_key", flat=True)) == {newest}


def test_without_the_instance_key_nothing_opens_and_it_says_which(now: datetime, key_file: Path) -> None:
    key = sealed.create_data_key(now=now)
    blob = sealed.seal(key.id, "secret", what="note")
    add_key(key_file)
    keep_current_only(key_file)
    with pytest.raises(sealed.UnknownInstanceKey, match=f"^instance key {key.instance_key} is needed"):
        sealed.unseal(blob, what="note")


def test_a_wrapped_key_given_to_somebody_else_does_not_open(now: datetime) -> None:
    own, other = (sealed.create_data_key(now=now) for _ in range(2))
    blob = sealed.seal(own.id, "secret", what="note")
    DataKey.objects.filter(id=own.id).update(wrapped=other.wrapped)
    with pytest.raises(InvalidTag):
        sealed.unseal(blob, what="note")
