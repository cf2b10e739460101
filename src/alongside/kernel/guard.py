"""A tiny process between a supervisor and its program: when the supervisor ends, however it ends, the program does.

Run as a script, never imported: `python -I -S guard.py NAME`, with one end of a socket pair as standard input.
The supervisor writes one line of JSON, `{"argv": [...], "stages": [[signal, seconds], ...], "uid": int|null,
"gid": int|null}`, and reads one line back, `{"pid": int}` or `{"error": sentence}`. From then on the socket carries
nothing: when it closes, because the supervisor asked or because it died, the program gets each stage's signal in
turn, and what is left of its process group is killed. Exit status: the program's, or 128 + the signal that ended it.

Three nets, because the parent may die by SIGKILL and cannot tell us: the closed socket, a parent that changed (a
copy of the socket may live on in a forked child), and on Linux the kernel's own signal when this process dies.
"""

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

LOOK_SECONDS = 1.0  # how often the parent's pid is looked at; a closed socket is noticed at once
LAST_SECONDS = 5.0  # after SIGKILL only a process stuck in the kernel is left; do not wait for it for ever
PR_SET_PDEATHSIG = 1  # linux/prctl.h


def read_order(channel: socket.socket) -> dict[str, Any]:
    """The supervisor's one line; an empty order when it died before it wrote one."""
    received = b""
    while not received.endswith(b"\n"):
        piece = channel.recv(65536)
        if not piece:
            return {}
        received += piece
    order: dict[str, Any] = json.loads(received)
    return order


def tell(channel: socket.socket, **facts: object) -> None:
    """One line back to the supervisor; it may be gone already, which the watch will notice."""
    with contextlib.suppress(OSError):
        channel.sendall(json.dumps(facts).encode() + b"\n")


def die_with(guard: int, number: int) -> Callable[[], None] | None:
    """On Linux: code for the new process that has the kernel signal it when `guard` dies. Elsewhere: nothing."""
    if sys.platform != "linux":
        return None
    import ctypes

    prctl = ctypes.CDLL(None).prctl

    def ask_kernel() -> None:
        prctl(PR_SET_PDEATHSIG, number)
        if os.getppid() != guard:  # it died before the kernel was asked
            os.kill(os.getpid(), signal.SIGKILL)

    return ask_kernel


def start(argv: list[str], number: int, uid: int | None, gid: int | None) -> subprocess.Popen[bytes]:
    """The program, leader of its own process group, under the account given; OSError when it cannot start."""
    return subprocess.Popen(  # noqa: S603 - the command comes from our own supervisor
        argv,
        stdin=subprocess.DEVNULL,
        process_group=0,
        user=uid,
        group=gid,
        extra_groups=None if uid is None else [],
        preexec_fn=die_with(os.getpid(), number),  # noqa: PLW1509 - this process has one thread
    )


def wake_on_child() -> int:
    """A file descriptor that can be read whenever a child has ended."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    os.set_blocking(reader, False)
    signal.set_wakeup_fd(writer)
    signal.signal(signal.SIGCHLD, notice)
    return reader


def notice(_number: int, _frame: FrameType | None) -> None:
    """Do nothing: the wake-up descriptor has been written, and a handler, unlike 'ignore', is not inherited."""


def watch(channel: socket.socket, program: subprocess.Popen[bytes], wake: int, parent: int) -> None:
    """Return when the program has ended, or the supervisor wants it to or is gone."""
    while program.poll() is None:
        readable, _, _ = select.select([channel.fileno(), wake], [], [], LOOK_SECONDS)
        if channel.fileno() in readable and not channel.recv(1):
            return
        if wake in readable:
            os.read(wake, 4096)
        if os.getppid() != parent:
            return


def end(program: subprocess.Popen[bytes], stages: list[tuple[int, float]]) -> None:
    """Signal after signal until the program has ended; then nothing of its process group is left either."""
    for number, seconds in [*stages, (int(signal.SIGKILL), LAST_SECONDS)]:
        if program.poll() is not None:
            break
        program.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            program.wait(seconds)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(program.pid, signal.SIGKILL)


def main() -> int:
    """Start, watch, end; see the module's docstring for what goes in and out."""
    parent = os.getppid()
    channel = socket.socket(fileno=0)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, notice)  # the supervisor decides; a stray signal to us must not leave orphans
    wake = wake_on_child()
    order = read_order(channel)
    if not order:
        return 0
    stages = [(int(number), float(seconds)) for number, seconds in order["stages"]]
    try:
        program = start(order["argv"], stages[0][0], order["uid"], order["gid"])
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        tell(channel, error=str(error))
        return 127
    tell(channel, pid=program.pid)
    watch(channel, program, wake, parent)
    end(program, stages)
    status = program.poll()
    return 128 if status is None else status if status >= 0 else 128 - status


if __name__ == "__main__":
    sys.exit(main())
