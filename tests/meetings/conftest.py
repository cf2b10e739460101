"""Feeds to read: small real ones beside the tests, large real ones where a machine has them."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alongside.meetings.models import Source

HERE = Path(__file__).parent / "feeds"
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)

MakeSource = Callable[..., Source]


def large(name: str) -> bytes:
    """Return a large real feed; skip where this machine has none."""
    given = os.environ.get("ALONGSIDE_TEST_DATA")
    beside = Path(__file__).parents[2].parent / "shared" / "data"
    path = (Path(given) if given else beside) / name
    if not path.is_file():
        pytest.skip("the large feeds are not on this machine; ALONGSIDE_TEST_DATA says where")
    return path.read_bytes()


@pytest.fixture
def make_source(db: None) -> MakeSource:
    """Make a source of a feed in a file."""

    def make(name: str = "Office", **values: object) -> Source:
        usual = {"format": "meeting-guide", "program": "aa", "timezone": "America/New_York"}
        return Source.objects.create(created_at=NOW, name=name, **{**usual, **values})

    return make
