"""One worker of the sweep, as a process of its own: `python -m bench.due.sweeper WAY BEGIN`."""

import json
import sys
import time
from collections.abc import Callable

BATCH = 500
CLAIM = """
UPDATE reachouts_followup SET due_at = NULL, asked_at = now() WHERE id IN (
    SELECT id FROM reachouts_followup WHERE due_at <= now() AND set_aside_at IS NULL
    ORDER BY due_at LIMIT %s FOR UPDATE SKIP LOCKED)
"""


def by_database() -> int:
    """Move a batch by one statement: what PostgreSQL alone can do."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(CLAIM, [BATCH])
        return int(cursor.rowcount)


def by_engine() -> int:
    """Move a batch by the engine with the least of steps."""
    from alongside.reachouts.models import FollowUp

    def finish(rows: list[FollowUp], now: object) -> None:
        FollowUp.objects.filter(id__in=[row.id for row in rows]).update(due_at=None, asked_at=now)
        for row in rows:
            row.due_at = None

    return _step(finish)


def by_follow_ups() -> int:
    """Move a batch by the engine with the real step: a delivery for each row."""
    from alongside.reachouts.services import ask_follow_ups

    return _step(ask_follow_ups)


def _step(step: Callable[..., None]) -> int:
    from alongside.kernel import due
    from alongside.kernel.clock import current_time
    from alongside.reachouts.models import FollowUp

    return due.step_due(due.DueKind("bench", FollowUp, step, batch=BATCH), now=current_time())


WAYS: dict[str, Callable[[], int]] = {"database": by_database, "engine": by_engine, "follow-ups": by_follow_ups}


def main() -> None:
    """Begin at the moment given (seconds since 1970), end when nothing is left, say {"rows", "seconds"}."""
    import django

    django.setup()
    from django.db import connection

    move, begin = WAYS[sys.argv[1]], float(sys.argv[2])
    connection.ensure_connection()
    time.sleep(max(0.0, begin - time.time()))
    rows = 0
    while moved := move():
        rows += moved
    print(json.dumps({"rows": rows, "seconds": time.time() - begin}))


if __name__ == "__main__":
    main()
