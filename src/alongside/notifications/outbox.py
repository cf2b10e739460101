"""Hands deliveries to their channels, from a few threads of a worker, and notes what came of each.

A delivery is leased before it is sent (`due_at` moves to the end of the lease, `attempts` counts up) and marked after
the channel took it. If the worker dies in between, the lease runs out and another sends it again under the same key,
so that the second copy replaces the first on the device.
"""

import logging
import queue
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F, Q

from alongside.kernel.clock import current_time
from alongside.kernel.due import DueKind
from alongside.notifications.channels import Outcome, Result, gettext_noop
from alongside.notifications.jams import Jams
from alongside.notifications.models import Delivery
from alongside.notifications.outcomes import TOO_LATE, Report, give_up, note_reports
from alongside.notifications.packing import Parcel, pack
from alongside.notifications.quiet import quiet_ends

logger = logging.getLogger(__name__)

# Longer than a channel takes for one message, queueing included: a lease that ends while its send is in flight can
# mean a second copy.
LEASE = timedelta(seconds=60)
IN_HAND_PER_SENDER = 4
REPORTS_AT_ONCE = 200
DATABASE_PAUSE_SECONDS = 0.5
CLOSING_SECONDS = 3.0
OUR_FAULT = Outcome(Result.RETRY, gettext_noop("Something on our side went wrong while sending."))
JAMMED = Outcome(Result.RETRY, gettext_noop("The service that passes it on does not answer at the moment."))

# Urgent deliveries have senders of their own: no push service that hangs on others can hold them up.
LANES = {"urgent delivery": Q(urgent=True), "delivery": Q(urgent=False)}

Reports = queue.SimpleQueue[Report | None]


def watched_kinds() -> tuple[DueKind, ...]:
    """Return deliveries as due work that is only watched: so that health sees a late one where nothing is sent."""
    return tuple(DueKind(name, Delivery, _leave, room=lambda: 0, where=where) for name, where in LANES.items())


def _leave(rows: Sequence[Delivery], now: datetime) -> None:
    raise NotImplementedError("Only the outbox of a worker leases deliveries.")


def send(parcel: Parcel, *, now: datetime) -> Outcome:
    """Hand one parcel to its channel; a fault of our own counts as a failed attempt, not as a lost delivery."""
    try:
        return parcel.send(now)
    except Exception:
        logger.exception("delivery %s could not be sent", parcel.delivery_id)
        return OUR_FAULT


class Outbox:
    """The sending half of a worker: `kinds` lease what there is room for, threads send, one more notes the outcomes."""

    def __init__(self, *, senders: int, has_room: Callable[[], None]) -> None:
        """Start the threads; `has_room` is called whenever senders can take on more again.

        `senders` is how many urgent deliveries are in the hands of channels at once, and as many others.
        """
        reports: Reports = queue.SimpleQueue()
        threads = (senders, senders)
        self._lanes = [
            _Lane(name, where, count, reports, has_room)
            for (name, where), count in zip(LANES.items(), threads, strict=True)
        ]
        self._scribe = _Scribe(reports, self._release)
        self._scribe.start()

    @property
    def kinds(self) -> tuple[DueKind, ...]:
        """Deliveries as due work, urgent ones first, never more than the threads can take on."""
        return tuple(lane.kind for lane in self._lanes)

    def close(self) -> None:
        """Finish what is in hand and note its outcome; a database that is away is not waited for."""
        for lane in self._lanes:
            lane.finish()
        self._scribe.finish()

    def _release(self, ids: Iterable[UUID]) -> None:
        for lane in self._lanes:
            lane.release(ids)


class _Lane:
    """Leases one kind of deliveries for its own senders."""

    def __init__(self, name: str, where: Q, threads: int, reports: Reports, has_room: Callable[[], None]) -> None:
        self._senders = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._most = threads * IN_HAND_PER_SENDER
        self._jams = Jams(max(1, threads // 2))
        self._reports = reports
        self._has_room = has_room
        self._unsent = 0
        self._in_hand: set[UUID] = set()  # until the outcome is noted
        self._lock = threading.Lock()
        self.kind = DueKind(name, Delivery, self._lease, batch=self._most, room=self._room, where=where)

    def release(self, ids: Iterable[UUID]) -> None:
        """What came of these has been noted."""
        with self._lock:
            self._in_hand.difference_update(ids)

    def finish(self) -> None:
        """Wait until what is in hand was sent, or was not."""
        self._senders.shutdown(wait=True)

    def _room(self) -> int:
        """Return how many more the senders can take on; 0 while it is few: small leases cost as much as large ones."""
        with self._lock:
            free = self._most - self._unsent
        return free if free >= self._most // 2 else 0

    def _lease(self, rows: Sequence[Delivery], now: datetime) -> None:
        give_up([row for row in rows if row.expires_at <= now], TOO_LATE, now=now)
        waiting = [row for row in rows if row.expires_at > now]
        quiet = quiet_ends([row.person_id for row in waiting if not row.wakes], now=now)
        hushed = [row for row in waiting if not row.wakes and row.person_id in quiet]
        _put_off(hushed, quiet)
        with self._lock:
            in_hand = self._in_hand.intersection(row.id for row in waiting)
        # What is in hand still although its lease ran out keeps it: nobody needs a second copy from the same worker.
        _extend([row for row in waiting if row not in hushed and row.id in in_hand], now, attempts=0)
        fresh = [row for row in waiting if row not in hushed and row.id not in in_hand]
        _extend(fresh, now, attempts=1)
        parcels = pack(fresh, now=now)
        transaction.on_commit(lambda: self._take(parcels))

    def _take(self, parcels: Sequence[Parcel]) -> None:
        with self._lock:
            self._in_hand.update(parcel.delivery_id for parcel in parcels)
            self._unsent += len(parcels)
        for parcel in parcels:
            self._senders.submit(self._send, parcel)

    def _send(self, parcel: Parcel) -> None:
        now = current_time()
        if self._jams.enter(parcel.service):
            outcome = send(parcel, now=now)
            self._jams.leave(parcel.service, after=current_time() - now)
        else:
            outcome = JAMMED
        used = parcel.address.row_id if parcel.address else None
        self._reports.put(Report(parcel.delivery_id, parcel.attempts, outcome, used))
        with self._lock:
            self._unsent -= 1
            has_room_again = self._most - self._unsent == self._most // 2
        if has_room_again:
            self._has_room()


def _put_off(rows: Sequence[Delivery], until: Mapping[UUID | None, datetime]) -> None:
    """Leave these alone until the quiet hours of who they are for have ended."""
    for row in rows:
        row.due_at = min(until[row.person_id], row.expires_at)
        row.save(update_fields=["due_at"])


def _extend(rows: Sequence[Delivery], now: datetime, *, attempts: int) -> None:
    ids = [row.id for row in rows]
    Delivery.objects.filter(id__in=ids).update(due_at=now + LEASE, attempts=F("attempts") + attempts)
    for row in rows:
        row.due_at, row.attempts = now + LEASE, row.attempts + attempts


class _Scribe(threading.Thread):
    """Notes outcomes, many in one transaction, and keeps at it while the database is away."""

    def __init__(self, reports: Reports, release: Callable[[Iterable[UUID]], None]) -> None:
        super().__init__(name="scribe")
        self._reports = reports
        self._release = release
        self._giving_up = threading.Event()

    def finish(self) -> None:
        """Note what is there, then end."""
        self._reports.put(None)
        self.join(CLOSING_SECONDS)
        self._giving_up.set()
        self.join()

    def run(self) -> None:
        """Note reports until there is a None."""
        last = False
        while not last:
            reports, last = self._waiting()
            if reports:
                self._note(reports)
                self._release([report.delivery_id for report in reports])
        connection.close()

    def _waiting(self) -> tuple[list[Report], bool]:
        """Wait for a report and take what else is there; the flag says that no more will come."""
        found = [self._reports.get()]
        while len(found) < REPORTS_AT_ONCE and not self._reports.empty():
            found.append(self._reports.get())
        return [report for report in found if report is not None], None in found

    def _note(self, reports: Sequence[Report]) -> None:
        while not self._giving_up.is_set():
            try:
                return note_reports(reports, now=current_time())
            except (OperationalError, InterfaceError):
                # The outcomes are only in memory: keep at it. If the process dies first, the leases run out.
                logger.warning("outcomes of %d deliveries wait for the database", len(reports))
                connection.close()
                self._giving_up.wait(DATABASE_PAUSE_SECONDS)
            except Exception as error:
                return self._note_one_by_one(reports, error)
        return None

    def _note_one_by_one(self, reports: Sequence[Report], error: Exception) -> None:
        """Keep one outcome that cannot be noted from taking the others along; that delivery is sent again."""
        if len(reports) == 1:
            logger.error("the outcome of delivery %s could not be noted", reports[0].delivery_id, exc_info=error)
            return
        for report in reports:
            self._note([report])
