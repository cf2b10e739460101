"""Keeps a service that hangs from holding every sender (pure).

A push service or mail server that takes connections and never answers costs a sender its whole time-out, each time.
Once one was seen to hang only some senders wait for it, until it answers quickly again; the others are told at once
and go on with what can be sent.
"""

import threading
from collections import Counter
from datetime import timedelta

HANGS_AFTER = timedelta(seconds=2)
# Push services are a handful; many more names can only be made up.
MOST_KNOWN = 1000


class Jams:
    """Counts who waits for which service; safe to share between threads."""

    def __init__(self, most: int) -> None:
        """`most` senders may wait for a service that hangs; for one that answers, any number."""
        self._most = most
        self._waiting: Counter[str] = Counter()
        self._hangs: set[str] = set()
        self._lock = threading.Lock()

    def enter(self, service: str) -> bool:
        """Begin to wait for a service; False when it hangs and enough senders wait for it already."""
        with self._lock:
            if service in self._hangs and self._waiting[service] >= self._most:
                return False
            self._waiting[service] += 1
            return True

    def leave(self, service: str, *, after: timedelta) -> None:
        """Wait no longer; whether it hangs is known from how long that took."""
        with self._lock:
            self._waiting[service] -= 1
            if after >= HANGS_AFTER:
                self._hangs.add(service)
            else:
                self._hangs.discard(service)
            self._waiting += Counter()  # drops the names that nobody waits for
            if len(self._hangs) > MOST_KNOWN:
                self._hangs.clear()
