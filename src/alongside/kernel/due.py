"""Due work: rows that wait for a moment, moved one step when it comes, and never lost.

A kind of due work is a model built on `DueRow` with a function that moves a batch of its rows one step. The row is the
only truth: a wake-up (`wake`) makes the worker look sooner, the sweep finds what a wake-up lost. A batch is
claimed with
SKIP LOCKED, so that any number of workers share the work, and moved in the transaction that claimed it, so that a
crash leaves it as it was. Rows are claimed under their own condition, which PostgreSQL checks again after it got the
lock: a row somebody else has moved meanwhile is not claimed.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Q, QuerySet, Value

from alongside.kernel.models import DueRow

logger = logging.getLogger(__name__)

WAKE_CHANNEL = "alongside_due"
OPEN = Q(due_at__isnull=False, set_aside_at__isnull=True)
# A row that was set aside and then ended by hand waits for nobody any more.
SET_ASIDE = Q(due_at__isnull=False, set_aside_at__isnull=False)


class NotMoved(Exception):
    """A step left a row due at the same moment: it would be claimed for ever."""


@dataclass(frozen=True, slots=True)
class DueKind:
    """One kind of due work.

    `step(rows, now)` gets rows locked by the running transaction and must leave each with its next `due_at` saved:
    None, or later than `now`. Raising undoes the whole batch; its rows are then tried one by one, on what the database
    says now, and the one that raises alone too is set aside.
    `fields` are those that the step reads, all when there are none.
    `where` narrows the kind to some rows of its model; `order` is who goes first; `room()` says how many rows this
    process can take on now, at most `batch` if None.
    """

    name: str
    model: type[DueRow]
    step: Callable[[Sequence[Any], datetime], None]
    batch: int = 500
    order: tuple[str, ...] = ("due_at",)
    room: Callable[[], int] | None = None
    where: Q = field(default_factory=Q)
    fields: tuple[str, ...] = ()

    def rows(self) -> QuerySet[Any]:
        """Return all rows of this kind."""
        return QuerySet(self.model).filter(self.where)

    def due_rows(self, now: datetime) -> QuerySet[Any]:
        """Return the rows due at `now`, in `order`."""
        return self.rows().filter(OPEN, due_at__lte=now).order_by(*self.order)

    def limit(self) -> int:
        """Return how many rows may be claimed at once now."""
        return self.batch if self.room is None else min(self.batch, self.room())


_kinds: dict[str, DueKind] = {}


def register_kind(kind: DueKind) -> None:
    """Make a kind known to the worker; kinds registered first are served first in each round."""
    _kinds[kind.name] = kind


def kinds() -> tuple[DueKind, ...]:
    """Return every kind of due work."""
    return tuple(_kinds.values())


def wake() -> None:
    """Have the workers look for due work as soon as this transaction commits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [WAKE_CHANNEL])


def step_due(kind: DueKind, *, now: datetime) -> int:
    """Move one batch of due rows one step; return how many were claimed (fewer than the limit: nothing is left)."""
    limit = kind.limit()
    if limit <= 0:
        return 0
    claimed: list[UUID] = []
    try:
        with transaction.atomic():
            rows = list(_claim(kind, now)[:limit])
            claimed += [row.pk for row in rows]
            if rows:
                _step(kind, rows, now)
    except (OperationalError, InterfaceError):
        raise  # the database is in trouble, not the row: leave all as it was and try again
    except Exception:
        if not claimed:
            raise
        # References are checked at the commit, so this can come from there too. Nothing of the batch was kept.
        logger.warning("a batch of %d due rows is moved one by one: %s", len(claimed), kind.name, exc_info=True)
        for row_id in claimed:
            _move_alone(kind, row_id, now)
    return len(claimed)


def _claim(kind: DueKind, now: datetime) -> QuerySet[Any]:
    rows = kind.due_rows(now)
    return (rows.only(*kind.fields) if kind.fields else rows).select_for_update(skip_locked=True, of=("self",))


def _step(kind: DueKind, rows: Sequence[DueRow], now: datetime) -> None:
    kind.step(rows, now)
    stuck = next((row for row in rows if row.due_at is not None and row.due_at <= now), None)
    if stuck is not None:
        raise NotMoved(f"{kind.name} {stuck.pk} is still due at {stuck.due_at}")


def _move_alone(kind: DueKind, row_id: UUID, now: datetime) -> None:
    """Move one row of a batch that failed, on what the database says now, unless somebody else has it meanwhile."""
    with transaction.atomic():
        for row in _claim(kind, now).filter(pk=row_id):
            try:
                with transaction.atomic():
                    _step(kind, [row], now)
                    connection.check_constraints()  # here, where it still can be set aside
            except (OperationalError, InterfaceError):
                raise
            except Exception as error:
                _set_aside(kind, row, error, now)


def _set_aside(kind: DueKind, row: DueRow, error: Exception, now: datetime) -> None:
    # The reason names the error only: its text could hold what a person wrote.
    why = f"{type(error).__module__}.{type(error).__qualname__}"
    logger.error("due work set aside: %s %s", kind.name, row.pk, exc_info=error)
    kind.rows().filter(pk=row.pk).update(set_aside_at=now, set_aside_why=why)


def take_up_again(kind: DueKind, *, row_id: UUID, now: datetime) -> bool:
    """Give a row that was set aside another try, now; False when it is not set aside, or has ended meanwhile."""
    rows = kind.rows().filter(SET_ASIDE, pk=row_id)
    is_taken_up = bool(rows.update(set_aside_at=None, set_aside_why="", due_at=now))
    if is_taken_up:
        wake()
    return is_taken_up


def next_moments() -> dict[str, datetime]:
    """Return for each kind, by name, when its first row is due: one query for all. Kinds with no row are missing."""
    statement, parameters = _moments_statement(kinds())
    if not statement:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return dict(cursor.fetchall())


@lru_cache(maxsize=4)
def _moments_statement(of: tuple[DueKind, ...]) -> tuple[str, tuple[Any, ...]]:
    # Put into words once: a worker asks this all the time.
    first = [
        kind.rows().filter(OPEN).order_by("due_at").values_list(Value(kind.name), "due_at")[:1].query.sql_with_params()
        for kind in of
    ]
    parameters = tuple(parameter for _, parameters in first for parameter in parameters)
    return " UNION ALL ".join(f"({statement})" for statement, _ in first), parameters


def next_due_at() -> datetime | None:
    """Return the earliest moment at which anything is due, None when nothing is."""
    return min(next_moments().values(), default=None)


def oldest_due_seconds(*, now: datetime) -> float:
    """Return by how many seconds the oldest due row is late; 0.0 when none is."""
    oldest = next_due_at()
    return max(0.0, (now - oldest).total_seconds()) if oldest else 0.0


def count_set_aside() -> dict[str, int]:
    """Return how many rows of each kind are set aside, kinds without any left out."""
    counts = {kind.name: kind.rows().filter(SET_ASIDE).count() for kind in kinds()}
    return {name: count for name, count in counts.items() if count}
