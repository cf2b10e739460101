"""Which date of a meeting its room is open for (pure), and from when somebody may open it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from alongside.meetings.timing import Start

HOST_BEFORE = timedelta(minutes=30)
OTHERS_AFTER = timedelta(minutes=2)
# So long after its time a room that people still are in is closed by itself.
AT_LATEST = timedelta(hours=3)
# Nobody was seen for so long: it is over.
EMPTY_FOR = timedelta(minutes=15)


def start_now(starts: Sequence[Start], length: timedelta, now: datetime) -> Start | None:
    """Return the start whose meeting is on, or begins within half an hour; None when there is none."""
    return next((one for one in starts if one.at - HOST_BEFORE <= now < one.at + length), None)


def may_open(start: Start, now: datetime, *, is_host: bool) -> bool:
    """Tell whether somebody may open the room for a start: hosts before it, everybody once nobody came to do it."""
    return now >= opens_at(start, is_host=is_host)


def opens_at(start: Start, *, is_host: bool) -> datetime:
    """Return from when somebody may open the room for a start."""
    return start.at - HOST_BEFORE if is_host else start.at + OTHERS_AFTER
