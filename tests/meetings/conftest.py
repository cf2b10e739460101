"""What tests of meetings share: meetings, sources, and feeds - small real ones beside, large ones where they are."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, time
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from alongside.meetings.models import Meeting, Source

MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
HERE = Path(__file__).parent / "feeds"
MakeMeeting = Callable[..., Meeting]
MakeSource = Callable[..., Source]


@pytest.fixture
def make_meeting(db: None) -> MakeMeeting:
    """Return what makes a meeting: Tuesdays at 19:00 in the middle of Philadelphia, unless told otherwise."""
    numbers = count(1)

    def make(**values: Any) -> Meeting:
        usual: dict[str, Any] = {
            "slug": f"meeting-{next(numbers)}",
            "name": "Quiet Tuesday",
            "program": "aa",
            "attendance": "in_person",
            "rhythm": "weekly",
            "day": 2,
            "time": time(19, 0),
            "timezone": "America/New_York",
            "city": "Philadelphia",
            "latitude": 39.9524,
            "longitude": -75.1636,
            "created_at": MADE_AT,
            "changed_at": MADE_AT,
            "state_since": MADE_AT,
        }
        return Meeting.objects.create(**(usual | values))

    return make


@pytest.fixture
def make_source(db: None) -> MakeSource:
    """Return what makes a source of a feed in a file."""

    def make(name: str = "Office", **values: object) -> Source:
        usual = {"format": "meeting-guide", "program": "aa", "timezone": "America/New_York"}
        return Source.objects.create(created_at=NOW, name=name, **{**usual, **values})

    return make


def large(name: str) -> bytes:
    """Return a large real feed; skip where this machine has none."""
    given = os.environ.get("ALONGSIDE_TEST_DATA")
    beside = Path(__file__).parents[2].parent / "shared" / "data"
    path = (Path(given) if given else beside) / name
    if not path.is_file():
        pytest.skip("the large feeds are not on this machine; ALONGSIDE_TEST_DATA says where")
    return path.read_bytes()
