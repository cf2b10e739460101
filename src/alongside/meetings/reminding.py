"""When somebody is reminded of a meeting (pure): so many minutes before a start."""

from datetime import datetime, timedelta

from alongside.meetings.timing import Start, Timing, next_starts

MINUTES = (15, 30, 60, 1440)
MOMENT = timedelta(microseconds=1)


def next_reminder(timing: Timing, minutes: int, *, now: datetime) -> datetime | None:
    """Return the next moment after `now` that lies so many minutes before a start; None without any."""
    before = timedelta(minutes=minutes)
    starts = next_starts(timing, after=now + before + MOMENT)
    return starts[0].at - before if starts else None


def reminded_start(timing: Timing, minutes: int, *, due_at: datetime, now: datetime) -> Start | None:
    """Return the start that a reminder due at a moment is about; None when it is not then any more, or has begun."""
    wanted = due_at + timedelta(minutes=minutes)
    starts = next_starts(timing, after=wanted)
    return starts[0] if starts and starts[0].at == wanted and wanted > now else None
