"""Waiting for a condition instead of for a time."""

import time
from collections.abc import Callable

DEADLINE = 20.0


def until(holds: Callable[[], object], *, seconds: float = DEADLINE) -> None:
    """Return as soon as `holds()` is true; AssertionError when it is not within so many seconds."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "what was waited for did not happen"
        time.sleep(0.01)
