"""Landlock: on Linux a process gives up for good to open files, to connect and to reach other processes (pure).

It needs no rights and no library, and what is given up here cannot be had back. Kernels know it from 5.13 on, unless it
is switched off; newer ones can hold back more. What is open already stays open.
"""

import ctypes
import os
import sys

# How the kernel numbers these calls, on every processor there is Landlock for.
CREATE_RULESET, RESTRICT_SELF = 444, 446
ASK_VERSION = 1
NO_NEW_PRIVILEGES = 38
# From which edition on there are so many things that can be done with files, a bit for each.
FILES_SINCE = {1: 13, 2: 14, 3: 15, 5: 16}
TCP_SINCE, BIND_AND_CONNECT = 4, 0b11
SCOPES_SINCE, SOCKETS_AND_SIGNALS = 6, 0b11


class Rules(ctypes.Structure):
    """What is given up, as the kernel reads it; older editions read the beginning."""

    _fields_ = (("files", ctypes.c_uint64), ("tcp", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


def edition() -> int:
    """Return which edition of Landlock this machine has; 0 without."""
    return max(0, _call(CREATE_RULESET, None, 0, ASK_VERSION)) if sys.platform == "linux" else 0


def give_up() -> bool:
    """Give up everything that this machine's Landlock knows; tell whether it has one."""
    known = edition()
    if not known:
        return False
    rules = _call(CREATE_RULESET, ctypes.byref(rules_of(known)), size_of(known), 0)
    if rules < 0:
        return False
    ctypes.CDLL(None).prctl(*map(ctypes.c_ulong, (NO_NEW_PRIVILEGES, 1, 0, 0, 0)))
    is_held = _call(RESTRICT_SELF, rules, 0) == 0
    os.close(rules)
    return is_held


def rules_of(known: int) -> Rules:
    """Return all that an edition can hold back, with nothing left out."""
    files = max(bits for since, bits in FILES_SINCE.items() if since <= known)
    return Rules(
        files=(1 << files) - 1,
        tcp=BIND_AND_CONNECT if known >= TCP_SINCE else 0,
        scopes=SOCKETS_AND_SIGNALS if known >= SCOPES_SINCE else 0,
    )


def size_of(known: int) -> int:
    """Return how many bytes of the rules an edition reads."""
    return 24 if known >= SCOPES_SINCE else 16 if known >= TCP_SINCE else 8


def _call(number: int, *values: object) -> int:
    given = [ctypes.c_long(value) if isinstance(value, int) else value for value in values]
    return int(ctypes.CDLL(None, use_errno=True).syscall(ctypes.c_long(number), *given))
