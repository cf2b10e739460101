"""Connections at rest between two messages, shared by the threads of one process."""

import threading
import time
from collections import deque
from typing import Generic, Protocol, TypeVar


class Closable(Protocol):
    """A connection that can be closed."""

    def close(self) -> None:
        """Close it; closing twice does no harm."""


Key = TypeVar("Key")
Connection = TypeVar("Connection", bound=Closable)


class Idle(Generic[Key, Connection]):
    """Lends each connection to one thread at a time, newest first, and forgets the old ones.

    At most `most` connections rest here, each for at most `seconds`. Ages are read from the monotonic clock:
    they are about sockets and never about a person's time.
    """

    def __init__(self, *, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._lock = threading.Lock()
        self._resting: deque[tuple[float, Key, Connection]] = deque()

    def take(self, key: Key) -> Connection | None:
        """Hand out a connection given back under `key`, or None."""
        found = None
        with self._lock:
            dropped = self._too_old()
            for i in range(len(self._resting) - 1, -1, -1):
                if self._resting[i][1] == key:
                    found = self._resting[i][2]
                    del self._resting[i]
                    break
        _close_all(dropped)
        return found

    def give(self, key: Key, connection: Connection) -> None:
        """Take back a connection that can serve another message."""
        with self._lock:
            self._resting.append((time.monotonic(), key, connection))
            dropped = self._too_old()
            while len(self._resting) > self._most:
                dropped.append(self._resting.popleft()[2])
        _close_all(dropped)

    def close(self) -> None:
        """Close every resting connection."""
        with self._lock:
            dropped = [connection for _, _, connection in self._resting]
            self._resting.clear()
        _close_all(dropped)

    def _too_old(self) -> list[Connection]:
        oldest = time.monotonic() - self._seconds
        dropped = []
        while self._resting and self._resting[0][0] < oldest:
            dropped.append(self._resting.popleft()[2])
        return dropped


def _close_all(connections: list[Connection]) -> None:
    # Outside the lock: closing a TLS or SMTP connection may talk to the other side.
    for connection in connections:
        connection.close()
