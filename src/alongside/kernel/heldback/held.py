"""What a script does that reads a stranger's file: give up all it does not need, read, write anew, answer.

Run in the child, never imported: such a script gets it with `runpy`, as nothing of ours is on its path. Standard input
is the file; standard output one line of JSON and the new file after it, or `{"refused": word}` and nothing. What is
read was made by a stranger, and decoders have had holes: so the process is given no environment, no file to write to,
little time and little memory, and before it reads a byte it gives up for good to open any file and to connect to
anything. It ends by itself, whatever has become of the process that started it.

A script refuses a file with an exception of its own that it calls `Refused`; its one argument is the word for why, for
which whoever started the child has a sentence.
"""

import json
import resource
import runpy
import signal
import sys
from collections.abc import Callable
from pathlib import Path

CPU_SECONDS = 10
WALL_SECONDS = 20
OPEN_FILES = 32
LANDLOCK = Path(__file__).with_name("landlock.py")

Rewrite = Callable[[bytes], tuple[dict[str, object], bytes]]


def hold_back(address_bytes: int) -> None:
    """Give up for good what a decoder does not need."""
    limits = {
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: OPEN_FILES,
    }
    if sys.platform == "linux":  # elsewhere the kernel takes no such limit
        limits[resource.RLIMIT_AS] = address_bytes
    for what, most in limits.items():
        resource.setrlimit(what, (most, most))
    signal.alarm(WALL_SECONDS)


def shut_doors() -> None:
    """Give up for good to open files and sockets: what is open stays, and what is needed has to be loaded already."""
    runpy.run_path(str(LANDLOCK))["give_up"]()
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def answer(rewrite: Rewrite, *, known: list[bytes], largest: int, address_bytes: int) -> None:
    """Read, write anew, answer. Files of our own that are `known` load what reading opens, while it still can."""
    hold_back(address_bytes)
    for data in known:
        rewrite(data)
    shut_doors()
    data = sys.stdin.buffer.read(largest + 1)
    try:
        said, made = rewrite(data) if len(data) <= largest else ({"refused": "large"}, b"")
    except Exception as refusal:
        # The class of a script run by path is another one each time; its name is what it is known by.
        if type(refusal).__name__ != "Refused":
            raise
        said, made = {"refused": refusal.args[0]}, b""
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + made)
