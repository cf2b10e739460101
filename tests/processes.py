"""Waiting for, and looking at, real processes in tests."""

import os
import sys
import time
from collections.abc import Callable

from alongside.kernel.embedded.processes import living_processes

# For Python started by a test: it finds the same packages as the test does.
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def until(condition: Callable[[], object], seconds: float = 60.0) -> None:
    """Return as soon as the condition holds; fail the test when it does not within this time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def lives(pid: int) -> bool:
    """Whether this process runs; a zombie does not."""
    return any(process.pid == pid for process in living_processes())
