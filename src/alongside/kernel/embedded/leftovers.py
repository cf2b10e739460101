"""What a crash leaves behind: orphaned server processes, and a pid file that names somebody else by now.

Called only by the holder of the data folder's lock, so nothing met here has a living owner.
"""

import contextlib
import os
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from alongside.kernel.embedded.errors import EmbeddedPostgresError, StartCancelled
from alongside.kernel.embedded.processes import Process, is_postmaster, processes_of, serves

FAST_SECONDS = 20.0  # a fast shutdown writes everything out; the guard of a killed owner has asked for it already
BACKEND_SECONDS = 2.0  # without their first process the others notice and leave by themselves
QUIT_SECONDS = 5.0
KILL_SECONDS = 10.0


def stop_orphans(mark: str, uid: int, *, say: Callable[[str], None], keep_waiting: Callable[[], bool]) -> None:
    """Return when no process of the marked server is left; stops those there are, gently first.

    Ending them hard loses nothing that was committed: the journal is replayed at the next start.
    """
    orphans = processes_of(mark, uid)
    if not orphans:
        return
    say(f"an earlier database process of this folder is still there ({pids(orphans)}); stopping it")
    heads = [orphan for orphan in orphans if is_postmaster(orphan, mark)]
    send(heads, signal.SIGINT)
    if all_gone(mark, uid, FAST_SECONDS if heads else BACKEND_SECONDS, keep_waiting):
        return
    for number, seconds in ((signal.SIGQUIT, QUIT_SECONDS), (signal.SIGKILL, KILL_SECONDS)):
        send(processes_of(mark, uid), number)
        if all_gone(mark, uid, seconds, keep_waiting):
            return
    left = pids(processes_of(mark, uid))
    raise EmbeddedPostgresError(
        f"Earlier database processes ({left}) cannot be stopped, so the database was not started. "
        "Its files are unharmed. They may wait for a disk; look at it, or restart the machine."
    )


def pids(processes: Sequence[Process]) -> str:
    """Their numbers, for a person to read."""
    return ", ".join(str(process.pid) for process in processes)


def send(processes: Sequence[Process], number: signal.Signals) -> None:
    """The signal to each; one that has just ended needs none."""
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, number)


def all_gone(mark: str, uid: int, seconds: float, keep_waiting: Callable[[], bool]) -> bool:
    """Whether nothing of the marked server is left within this time."""
    deadline = time.monotonic() + seconds
    while processes_of(mark, uid):
        if not keep_waiting():
            raise StartCancelled("The start of the database was called off while an earlier one was stopping.")
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def clear_pid_file(data: Path) -> None:
    """Remove `postmaster.pid` when it names a zombie or a program that is no server of this folder.

    PostgreSQL itself would take either for a running server and refuse to start. When the pid is free it knows what
    to do, and the file's other lines help it, so then the file stays. Call only when no orphan is left.
    """
    path = data / "postmaster.pid"
    with contextlib.suppress(FileNotFoundError):
        pid = first_number(path)
        if pid and serves(pid, data):
            raise EmbeddedPostgresError(
                f"A PostgreSQL server that Alongside did not start, process {pid}, works on {data}. Stop it first."
            )
        if not pid or is_taken(pid):
            path.unlink()


def first_number(path: Path) -> int:
    """The pid on the file's first line; 0 when a crash left none. A server without sessions writes it negative."""
    words = path.read_bytes().split(maxsplit=1)
    digits = words[0].removeprefix(b"-") if words else b""
    return int(digits) if digits.isdigit() else 0


def is_taken(pid: int) -> bool:
    """Whether the kernel knows a process of this number: living, zombie or somebody else's."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def clear_socket(folder: Path) -> None:
    """Remove a dead server's socket and the pid file beside it, which would mislead as `postmaster.pid` does."""
    for path in folder.glob(".s.PGSQL.*"):
        path.unlink()
