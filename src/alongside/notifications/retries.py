"""When a delivery that failed for now is tried again (pure)."""

from datetime import timedelta

# A reach-out cannot wait long for a channel that is down: after these the next channel takes over, if there is one.
URGENT_WAITS = (timedelta(seconds=2), timedelta(seconds=5), timedelta(seconds=15))
WAITS = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
)
# Where no other channel is left, giving up would lose it: it is tried on until it is of no use any more.
LAST_URGENT_WAIT = timedelta(seconds=30)


def next_wait(attempts: int, *, urgent: bool, is_last: bool, asked_for: timedelta | None) -> timedelta | None:
    """Return how long to wait after that many attempts (1 or more), None when it is time for the next channel.

    `is_last` says that there is no next channel: then there is always another try. A wait the other side asked for is
    respected when it is longer than ours; an urgent message goes to its next channel rather than wait that long.
    """
    waits, last = (URGENT_WAITS, LAST_URGENT_WAIT) if urgent else (WAITS, WAITS[-1])
    wait = waits[attempts - 1] if attempts <= len(waits) else last
    asked = asked_for or timedelta()
    if not is_last and (attempts > len(waits) or (urgent and asked > URGENT_WAITS[-1])):
        return None
    return max(wait, asked)
