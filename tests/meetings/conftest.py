"""What tests of finding meetings share."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from itertools import count
from typing import Any

import pytest

from alongside.meetings.models import Meeting

MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)
MakeMeeting = Callable[..., Meeting]


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
