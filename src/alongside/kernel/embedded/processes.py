"""The machine's process list, read without help, and what of it belongs to one embedded server.

A pid proves nothing: it may be a zombie, or another program's by now. So the server carries a mark derived from its
data folder: PostgreSQL shows `cluster_name` in every process title, and the first process has it among its arguments.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
POSTMASTER = re.compile(r"/.*/postgres -D /")


@dataclass(frozen=True, slots=True)
class Process:
    """One living process: its real user id and its command line, arguments parted by single spaces."""

    pid: int
    uid: int
    command: str


def living_processes() -> list[Process]:
    """Every process of the machine that still runs, zombies left out."""
    return list(read_proc() if sys.platform == "linux" else read_ps())


def read_proc() -> Iterator[Process]:
    """From Linux's /proc; slim containers have no `ps`."""
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            with suppress(OSError):  # it ended while we looked
                facts = dict(
                    line.split(":\t", 1) for line in (entry / "status").read_text().splitlines() if ":\t" in line
                )
                if facts["State"][0] not in "ZX":
                    words = (entry / "cmdline").read_bytes().rstrip(b"\0 ").replace(b"\0", b" ")
                    yield Process(int(entry.name), int(facts["Uid"].split()[0]), os.fsdecode(words))


def read_ps() -> Iterator[Process]:
    """From `ps`, with the options all Unix systems share."""
    shown = subprocess.run(
        ["/bin/ps", "-axww", "-o", "pid=,uid=,stat=,args="], check=True, capture_output=True, cwd="/"
    )
    yield from parse_ps(shown.stdout)


def parse_ps(shown: bytes) -> Iterator[Process]:
    """Lines of pid, uid, state and command line; a zombie's are left out."""
    for line in os.fsdecode(shown).splitlines():
        pid, uid, state, *command = line.split(None, 3)
        if not state.startswith("Z"):
            yield Process(int(pid), int(uid), command[0].rstrip() if command else "")


def is_postmaster(process: Process, mark: str) -> bool:
    """Whether this is the marked server's first process (or a copy of it that has not got its title yet)."""
    return bool(POSTMASTER.match(process.command)) and f" cluster_name={mark} " in f"{process.command} "


def processes_of(mark: str, uid: int) -> list[Process]:
    """The living processes of the marked server, run by `uid`."""
    return [
        process
        for process in living_processes()
        if process.uid == uid and (process.command.startswith(f"postgres: {mark}: ") or is_postmaster(process, mark))
    ]


def serves(pid: int, data: Path) -> bool:
    """Whether `pid` is a living PostgreSQL server, ours or not, on this data folder."""
    found = next((process for process in living_processes() if process.pid == pid), None)
    if found is None or "postgres" not in found.command:
        return False
    return str(data) in found.command or works_in(pid, data)


def works_in(pid: int, folder: Path) -> bool:
    """Whether the process's working directory is `folder`; False where the system does not tell."""
    try:
        return Path(os.readlink(PROC / str(pid) / "cwd")) == folder
    except OSError:
        return False
