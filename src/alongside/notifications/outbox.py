"""Hands deliveries to their channels, from a few threads of a worker, and notes what came of each.

A delivery is leased before it is sent (`due_at` moves to the end of the lease, `attempts` counts up) and marked after
the channel took it. If the worker dies in between, the lease runs out and another sends it again under the same key,
so that the second copy replaces the first on the device.
"""

import logging
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F

from alongside.kernel.clock import current_time
from alongside.kernel.due import DueKind
from alongside.notifications.channels import Outcome, Result
from alongside.notifications.models import Delivery
from alongside.notifications.outcomes import TOO_LATE, Report, give_up, note_reports
from alongside.notifications.packing import Parcel, pack

logger = logging.getLogger(__name__)

# Longer than any channel takes for one message, queueing included: a lease that ends while its send is in flight
# means a second copy.
LEASE = timedelta(seconds=60)
REPORTS_AT_ONCE = 200
DATABASE_PAUSE_SECONDS = 0.5
CLOSING_SECONDS = 3.0


def send(parcel: Parcel, *, now: datetime) -> Outcome:
    """Hand one parcel to its channel; a fault of our own counts as a failed attempt, not as a lost delivery."""
    try:
        return parcel.send(now)
    except Exception:
        logger.exception("delivery %s could not be sent", parcel.delivery_id)
        return Outcome(Result.RETRY, "Something on our side went wrong while sending.")


class Outbox:
    """The sending half of a worker: `kind` leases what there is room for, threads send, one more notes the outcomes."""

    def __init__(self, *, senders: int, has_room: Callable[[], None]) -> None:
        """Start the threads; `has_room` is called whenever deliveries were finished, to have more leased."""
        self._senders = ThreadPoolExecutor(senders, thread_name_prefix="sender")
        self._most = senders * 4
        self._has_room = has_room
        self._in_hand = 0
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._reports: queue.SimpleQueue[Report | None] = queue.SimpleQueue()
        self._scribe = threading.Thread(target=self._note_all, name="scribe")
        self._scribe.start()

    @property
    def kind(self) -> DueKind:
        """Deliveries as due work, urgent ones first, never more than the threads can take on."""
        return DueKind(
            name="delivery",
            model=Delivery,
            step=self._lease,
            batch=self._most,
            order=("-urgent", "due_at"),
            room=self._room,
        )

    def close(self) -> None:
        """Finish what is in hand and note its outcome; a database that is away is not waited for."""
        self._senders.shutdown(wait=True)
        self._reports.put(None)
        self._scribe.join(CLOSING_SECONDS)
        self._closing.set()
        self._scribe.join()

    def _room(self) -> int:
        with self._lock:
            return self._most - self._in_hand

    def _lease(self, rows: Sequence[Delivery], now: datetime) -> None:
        late = [row for row in rows if row.expires_at <= now]
        give_up(late, TOO_LATE.detail, now=now)
        live = [row for row in rows if row.expires_at > now]
        Delivery.objects.filter(id__in=[row.id for row in live]).update(due_at=now + LEASE, attempts=F("attempts") + 1)
        for row in live:
            row.due_at, row.attempts = now + LEASE, row.attempts + 1
        parcels = pack(live, now=now)
        transaction.on_commit(lambda: self._take(parcels))

    def _take(self, parcels: Sequence[Parcel]) -> None:
        with self._lock:
            self._in_hand += len(parcels)
        for parcel in parcels:
            self._senders.submit(self._send, parcel)

    def _send(self, parcel: Parcel) -> None:
        outcome = send(parcel, now=current_time())
        self._reports.put(Report(parcel.delivery_id, parcel.attempts, outcome))

    def _note_all(self) -> None:
        last = False
        while not last:
            reports, last = self._waiting_reports()
            if reports:
                self._note_until_noted(reports)
                with self._lock:
                    self._in_hand -= len(reports)
                self._has_room()
        connection.close()

    def _waiting_reports(self) -> tuple[list[Report], bool]:
        """Wait for a report and take what else is there; the flag says that no more will come."""
        found = [self._reports.get()]
        while len(found) < REPORTS_AT_ONCE and not self._reports.empty():
            found.append(self._reports.get())
        return [report for report in found if report is not None], None in found

    def _note_until_noted(self, reports: Sequence[Report]) -> None:
        while not self._closing.is_set():
            try:
                return note_reports(reports, now=current_time())
            except (OperationalError, InterfaceError):
                # The outcomes are only in memory: keep at it. If the process dies first, the leases run out.
                logger.warning("outcomes of %d deliveries wait for the database", len(reports))
                connection.close()
                self._closing.wait(DATABASE_PAUSE_SECONDS)
            except Exception:
                logger.exception("outcomes of %d deliveries could not be noted; they are sent again", len(reports))
                return None
        return None
