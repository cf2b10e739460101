"""Starting a child that is held back, and taking its answer; so many at once, so many who wait."""

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.utils.functional import Promise

from alongside.kernel.errors import Invalid

CHILD_SECONDS = 20.0
CHILDREN, WAITING = 2, 2
"""So many files are read at once, and so many wait: who waits holds up a thread that serves pages."""
PATIENCE_SECONDS = 10.0

log = logging.getLogger(__name__)


class Door:
    """Lets so many read a file at once that the machine can bear; `refusal` is for who would wait too long."""

    def __init__(self, refusal: str | Promise) -> None:
        self.refusal = refusal
        self.places = threading.BoundedSemaphore(CHILDREN + WAITING)
        self._room = threading.BoundedSemaphore(CHILDREN)

    @contextmanager
    def opened(self, *, field: str) -> Iterator[None]:
        """Hold a place, after a wait if need be; Invalid, naming the field, when there is none."""
        with self._place(self.places, 0, field), self._place(self._room, PATIENCE_SECONDS, field):
            yield

    @contextmanager
    def _place(self, room: threading.BoundedSemaphore, patience: float, field: str) -> Iterator[None]:
        if not room.acquire(timeout=patience):
            raise Invalid(self.refusal, field=field)
        try:
            yield
        finally:
            room.release()


def run_child(
    script: Path, data: bytes, *, largest: int, seconds: float = CHILD_SECONDS
) -> tuple[dict[str, object], bytes]:
    """Give data to a script and return its line of JSON and what follows, of which up to `largest` bytes are read.

    ({}, b"") when it broke or took too long.
    """
    # -I: nothing of our environment or folders reaches it. It trusts nobody with a name, so it needs none.
    with (
        subprocess.Popen(  # noqa: S603 - our own script, and nothing a person typed
            [sys.executable, "-I", str(script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
        ) as child,
        _ended_after(child, seconds),
    ):
        assert child.stdin  # noqa: S101 - asked for above
        assert child.stdout  # noqa: S101 - asked for above
        with suppress(BrokenPipeError):
            child.stdin.write(data)
        with suppress(BrokenPipeError):
            child.stdin.close()
        answer = child.stdout.read(largest + 1000)
    if child.returncode:
        log.warning("a file was refused: its reader %s ended with %s", script.parent.name, child.returncode)
        return {}, b""
    return _parted(answer)


@contextmanager
def _ended_after(child: "subprocess.Popen[bytes]", seconds: float) -> Iterator[None]:
    """End a child that has not ended by itself, in time or by the end of this."""
    clock = threading.Timer(seconds, child.kill)
    clock.start()
    try:
        yield
        with suppress(subprocess.TimeoutExpired):
            child.wait(1)
    finally:
        clock.cancel()
        child.kill()


def _parted(answer: bytes) -> tuple[dict[str, object], bytes]:
    line, _newline, made = answer.partition(b"\n")
    try:
        said = json.loads(line)
    except ValueError:
        return {}, b""
    return (said, made) if isinstance(said, dict) else ({}, b"")
