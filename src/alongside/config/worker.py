"""The worker: moves due work, hands deliveries over, and does chores, until it is told to stop.

It can be killed at any moment: every step is one transaction, every send is under a lease. If the database goes away it
waits and goes on when it is back.
"""

import logging
import os
import signal
import socket
import threading
from datetime import datetime, timedelta

import psycopg
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

from alongside.kernel import chores, due, health
from alongside.kernel.clock import current_time
from alongside.notifications.outbox import Outbox

logger = logging.getLogger(__name__)

BEAT = timedelta(seconds=5)
SWEEP_SECONDS = 2.0
# Rows that are due but locked by another worker, or wait for a free sender: look again soon, but do not spin.
SHORTEST_WAIT_SECONDS = 0.02
DATABASE_PAUSE_SECONDS = 0.5


class Worker:
    """One worker process: a loop over the kinds of due work, woken by the database, by its outbox or by the clock."""

    def __init__(self, *, senders: int | None = None) -> None:
        """Set up without starting; `senders` is how many deliveries are in the hands of channels at once."""
        self.name = f"{socket.gethostname()}:{os.getpid()}"
        self._stopping = threading.Event()
        self._wake = threading.Event()
        self._outbox = Outbox(senders=senders or settings.SENDERS, has_room=self._wake.set)
        due.register_kind(self._outbox.kind)
        self._ear = Ear(self._wake, self._stopping)
        self._last_beat: datetime | None = None
        self._last_chore: dict[str, datetime] = {}

    def stop(self) -> None:
        """Ask the loop to end after the step it is in."""
        self._stopping.set()
        self._wake.set()

    def run(self) -> None:
        """Work until `stop`."""
        self._ear.start()
        try:
            while not self._stopping.is_set():
                self._round()
        finally:
            self._outbox.close()
            self._ear.join()
            connection.close()

    def _round(self) -> None:
        self._wake.clear()
        try:
            now = current_time()
            self._beat(now)
            claimed = sum(self._step(kind, now) for kind in due.kinds())
            if not claimed:
                self._do_chores(now)
                self._wake.wait(self._until_next())
        except (OperationalError, InterfaceError) as error:
            logger.warning("waiting for the database: %s", type(error).__name__)
            connection.close()
            self._stopping.wait(DATABASE_PAUSE_SECONDS)

    def _step(self, kind: due.DueKind, now: datetime) -> int:
        """Move one kind on; a fault outside its rows is logged and tried again, and keeps no other kind waiting."""
        try:
            return due.step_due(kind, now=now)
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            logger.exception("due work of kind %s could not be moved", kind.name)
            return 0

    def _beat(self, now: datetime) -> None:
        if _is_over(self._last_beat, BEAT, now):
            health.beat(self.name, now=now)
            self._last_beat = now

    def _do_chores(self, now: datetime) -> None:
        for chore in chores.chores():
            if _is_over(self._last_chore.get(chore.name), chore.every, now):
                self._last_chore[chore.name] = now
                self._do_chore(chore, now)

    def _do_chore(self, chore: chores.Chore, now: datetime) -> None:
        try:
            chores.run_alone(chore, now=now)
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            # It may be late without harm: alerts must go out meanwhile.
            logger.exception("the chore %s failed; it is tried again in its time", chore.name)

    def _until_next(self) -> float:
        next_due = due.next_due_at()
        if next_due is None:
            return SWEEP_SECONDS
        seconds = (next_due - current_time()).total_seconds()
        return min(max(seconds, SHORTEST_WAIT_SECONDS), SWEEP_SECONDS)


def _is_over(last: datetime | None, pause: timedelta, now: datetime) -> bool:
    """Tell whether a pause since `last` is over; a clock that was set back ends it too."""
    return last is None or not timedelta() <= now - last < pause


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
            except psycopg.Error:
                self._stopping.wait(DATABASE_PAUSE_SECONDS)

    def _listen(self) -> None:
        with psycopg.connect(**connection.get_connection_params(), autocommit=True) as ears:
            ears.execute(f"LISTEN {due.WAKE_CHANNEL}")
            self._wake.set()
            while not self._stopping.is_set():
                for _ in ears.notifies(timeout=1.0, stop_after=1):
                    self._wake.set()


def run_worker() -> None:
    """Run one worker in this process until SIGINT or SIGTERM."""
    worker = Worker()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: worker.stop())
    worker.run()
