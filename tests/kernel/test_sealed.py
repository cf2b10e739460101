"""Sealed text opens for who has the key, nowhere else, and never again once the key is gone."""

from datetime import datetime

import pytest

from alongside.kernel import sealed
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
