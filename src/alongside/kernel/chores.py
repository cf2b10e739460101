"""Small regular upkeep that may be late or run twice without harm: forgetting old buckets, sealing the audit chain.

Anything that must happen at its moment is due work (`kernel.due`), not a chore.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction


@dataclass(frozen=True, slots=True)
class Chore:
    """`run(now)` is called by one worker at a time, about every so often."""

    name: str
    every: timedelta
    run: Callable[[datetime], object]

    def is_due(self, last: datetime | None, *, now: datetime) -> bool:
        """Tell whether to run it again when this process ran it at `last`; a clock that is set back delays nothing."""
        return last is None or not timedelta() <= now - last < self.every


_chores: dict[str, Chore] = {}


def register_chore(chore: Chore) -> None:
    """Make a chore known to the workers."""
    _chores[chore.name] = chore


def chores() -> tuple[Chore, ...]:
    """Return every chore."""
    return tuple(_chores.values())


def run_alone(chore: Chore, *, now: datetime) -> bool:
    """Run the chore unless another worker is at it; tell whether it ran."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"chore {chore.name}"])
        if not cursor.fetchone()[0]:
            return False
        chore.run(now)
        return True
