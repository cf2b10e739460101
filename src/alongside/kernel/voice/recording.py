"""A recording that somebody sent, made into a voice note by a child process that is held back (`child`)."""

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from alongside.kernel.errors import Invalid

LONGEST_SECONDS = 60
LARGEST_RECORDING = 2_000_000
"""Bytes that are looked at: a minute as browsers and phones record it fits, a long film does not."""
LARGEST_VOICE = 400_000
"""Bytes: a minute as we keep it takes 369,000."""
CHILD_SECONDS = 20.0
CHILDREN, WAITING = 2, 2
"""So many recordings are read at once, and so many wait: who waits holds up a thread that serves pages."""
PATIENCE_SECONDS = 10.0
CHILD = Path(__file__).with_name("child.py")

log = logging.getLogger(__name__)
_door = threading.BoundedSemaphore(CHILDREN + WAITING)
_room = threading.BoundedSemaphore(CHILDREN)

UNREADABLE = _(
    "We cannot read this as a recording. Nothing was sent. Please record it anew, or write a few words instead."
)
TOO_LARGE = _("This recording is too large: it can have up to 2 MB. Nothing was sent. Please record a shorter one.")
SENTENCES = {
    "unreadable": UNREADABLE,
    "large": TOO_LARGE,
    "long": _("This recording is longer than 60 seconds. Nothing was sent. Please record a shorter one."),
    "silent": _("There is nothing to hear in this recording. Nothing was sent. Please record it anew."),
    "film": _("This is a film. Nothing was sent. Please choose a recording of sound alone."),
}
MANY_AT_ONCE = _("Many recordings are coming in just now. Nothing was sent. Please try again in a minute.")


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice note as we keep it: an MP3 file of our own making that holds sound and nothing else."""

    data: bytes
    seconds: int


def read_recording(data: bytes, *, field: str) -> Voice:
    """Make a recording into a voice note; Invalid, naming the field, when it cannot be one.

    It takes a moment, so call it before a transaction, and only for who may send one.
    """
    if len(data) > LARGEST_RECORDING:
        raise Invalid(SENTENCES["large"], field=field)
    with _place(_door, 0, field), _place(_room, PATIENCE_SECONDS, field):
        said, made = run_child(CHILD, data, seconds=CHILD_SECONDS)
    return _voice(said, made, field=field)


@contextmanager
def _place(room: threading.BoundedSemaphore, patience: float, field: str) -> Iterator[None]:
    """Hold one place of a few, or say that there is none."""
    if not room.acquire(timeout=patience):
        raise Invalid(MANY_AT_ONCE, field=field)
    try:
        yield
    finally:
        room.release()


def _voice(said: dict[str, object], made: bytes, *, field: str) -> Voice:
    seconds = said.get("seconds")
    if not isinstance(seconds, float) or not made or len(made) > LARGEST_VOICE:
        raise Invalid(SENTENCES.get(str(said.get("refused")), UNREADABLE), field=field)
    return Voice(made, min(max(round(seconds), 1), LONGEST_SECONDS))


def run_child(script: Path, data: bytes, *, seconds: float) -> tuple[dict[str, object], bytes]:
    """Give data to a script and return its line of JSON and what follows; ({}, b"") when it broke or took too long."""
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
        answer = child.stdout.read(LARGEST_VOICE + 1000)
    if child.returncode:
        log.warning("a recording was refused: its reader ended with %s", child.returncode)
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
