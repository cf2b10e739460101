"""When a delivery that failed for now is tried again (pure)."""

from datetime import timedelta

# A reach-out cannot wait long for a channel that is down: after these it fails for good and the next channel takes over.
URGENT_WAITS = (timedelta(seconds=2), timedelta(seconds=5), timedelta(seconds=15))
WAITS = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
)


def next_wait(attempts: int, *, urgent: bool, asked_for: timedelta | None) -> timedelta | None:
    """Return how long to wait after that many attempts (1 or more), None when it is time to give this channel up.

    A wait the other side asked for is respected when it is longer than ours.
    """
    waits = URGENT_WAITS if urgent else WAITS
    if attempts > len(waits):
        return None
    return max(waits[attempts - 1], asked_for or timedelta())
