"""The worker: moves due work, hands deliveries over, and does chores, until it is told to stop.

It can be killed at any moment: every step is one transaction, every send is under a lease. If the database goes away it
waits and goes on when it is back; what goes wrong in one place stops nothing else.
"""

import logging
import os
import signal
import socket
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

import psycopg
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

from alongside.kernel import chores, due, health
from alongside.kernel.clock import current_time
from alongside.notifications.outbox import Outbox

logger = logging.getLogger(__name__)

Found = TypeVar("Found")

BEAT = timedelta(seconds=5)
SWEEP_SECONDS = 2.0
# Rows that are due but locked by another worker, or wait for a free sender: look again soon, but do not spin.
SHORTEST_WAIT_SECONDS = 0.02
# What failed, by the database or by a fault of our own, is left alone for so long.
PAUSE = timedelta(seconds=0.5)
CHORES_SECONDS = 1.0
CLOSING_SECONDS = 3.0


class Worker:
    """One worker process: a loop over the kinds of due work, woken by the database, by its outbox or by the clock."""

    def __init__(self, *, senders: int | None = None, does_chores: bool = True) -> None:
        """Set up without starting; `senders` is how many urgent deliveries are in the hands of channels at once."""
        self.name = f"{socket.gethostname()}:{os.getpid()}"
        self._stopping = threading.Event()
        self._wake = threading.Event()
        self._outbox = Outbox(senders=senders or settings.SENDERS, has_room=self._wake.set)
        self._ear = Ear(self._wake, self._stopping)
        self._upkeep = Upkeep(self._stopping, chores.chores if does_chores else tuple)
        self._last_beat: datetime | None = None
        self._rests: dict[str, datetime] = {}

    def stop(self) -> None:
        """Ask the loop to end after the step it is in."""
        self._stopping.set()
        self._wake.set()

    def run(self) -> None:
        """Work until `stop`."""
        self._ear.start()
        self._upkeep.start()
        try:
            while not self._stopping.is_set():
                self._round()
        finally:
            self._outbox.close()
            self._ear.join(CLOSING_SECONDS)
            self._upkeep.join(CLOSING_SECONDS)
            connection.close()

    def _round(self) -> None:
        self._wake.clear()
        self._try("heartbeat", self._beat, None)
        moments = self._try("next moments", _next_moments, None)
        moved = [self._try(kind.name, partial(_step, kind), 0) for kind in self._kinds() if _may_be_due(kind, moments)]
        if not any(moved):
            self._wake.wait(PAUSE.total_seconds() if self._rests else _until(moments))

    def _kinds(self) -> tuple[due.DueKind, ...]:
        """Every kind of due work; deliveries, which others only watch, are ours to send."""
        ours = {kind.name: kind for kind in self._outbox.kinds}
        return tuple(ours.get(kind.name, kind) for kind in due.kinds())

    def _try(self, what: str, act: Callable[[datetime], Found], otherwise: Found) -> Found:
        """Act unless that failed a moment ago; what fails is said and rests for a while, and all else goes on."""
        now = current_time()
        if now < self._rests.get(what, now) <= now + PAUSE:
            return otherwise
        try:
            found = act(now)
        except Exception as error:
            note_trouble(what, error, is_known=what in self._rests)
            self._rests[what] = now + PAUSE
            return otherwise
        self._rests.pop(what, None)
        return found

    def _beat(self, now: datetime) -> None:
        # A clock that was set back must not keep a worker silent for as long.
        if self._last_beat is None or not timedelta() <= now - self._last_beat < BEAT:
            health.beat(self.name, now=now)
            self._last_beat = now


def _step(kind: due.DueKind, now: datetime) -> int:
    return due.step_due(kind, now=now)


def _next_moments(_now: datetime) -> Mapping[str, datetime] | None:
    return due.next_moments()


def _may_be_due(kind: due.DueKind, moments: Mapping[str, datetime] | None) -> bool:
    """Tell whether to look for rows of a kind: also when the moments of all could not be asked for together."""
    return moments is None or (kind.name in moments and moments[kind.name] <= current_time())


def _until(moments: Mapping[str, datetime] | None) -> float:
    """Return how many seconds there are until the first of these moments, within what a worker waits at all."""
    first = min(moments.values(), default=None) if moments else None
    seconds = (first - current_time()).total_seconds() if first else SWEEP_SECONDS
    return min(max(seconds, SHORTEST_WAIT_SECONDS), SWEEP_SECONDS)


def note_trouble(what: str, error: Exception, *, is_known: bool) -> None:
    """Say what went wrong, and have the next use of the database begin with a new connection."""
    if not isinstance(error, OperationalError | InterfaceError):
        logger.error("%s failed; everything else goes on", what, exc_info=error)
    elif not is_known:
        logger.warning("%s waits for the database: %s", what, type(error).__name__)
    connection.close()


class Ear(threading.Thread):
    """Listens for wake-ups on a connection of its own; while it has none, the sweep finds the work."""

    def __init__(self, wake: threading.Event, stopping: threading.Event) -> None:
        """Set up without starting."""
        super().__init__(name="ear", daemon=True)
        self._wake = wake
        self._stopping = stopping

    def run(self) -> None:
        """Listen until told to stop, connecting again whenever the connection is lost."""
        while not self._stopping.is_set():
            try:
                self._listen()
            except (psycopg.Error, OSError):
                self._stopping.wait(PAUSE.total_seconds())

    def _listen(self) -> None:
        with psycopg.connect(**connection.get_connection_params(), autocommit=True) as ears:
            ears.execute(f"LISTEN {due.WAKE_CHANNEL}")
            self._wake.set()
            while not self._stopping.is_set():
                for _ in ears.notifies(timeout=1.0, stop_after=1):
                    self._wake.set()


class Upkeep(threading.Thread):
    """Does the chores on a connection of its own: one that is slow, or fails, is in nobody's way."""

    def __init__(self, stopping: threading.Event, which: Callable[[], Sequence[chores.Chore]]) -> None:
        """Set up without starting; `which` is asked anew each time."""
        super().__init__(name="upkeep", daemon=True)
        self._which = which
        self._stopping = stopping
        self._last: dict[str, datetime] = {}

    def run(self) -> None:
        """Do each chore when its time has come, until told to stop."""
        while not self._stopping.wait(CHORES_SECONDS):
            for chore in self._which():
                if not self._stopping.is_set():
                    self._do(chore, current_time())
        connection.close()

    def _do(self, chore: chores.Chore, now: datetime) -> None:
        if not chore.is_due(self._last.get(chore.name), now=now):
            return
        self._last[chore.name] = now
        try:
            chores.run_alone(chore, now=now)
        except Exception as error:
            note_trouble(f"chore {chore.name}", error, is_known=False)


def run_worker() -> None:
    """Run one worker in this process until SIGINT or SIGTERM."""
    worker = Worker()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: worker.stop())
    worker.run()
