"""One worker that moves what is due, as a process of its own: `python -m bench.checkins.mover WAY BEGIN`."""

import json
import os
import resource
import sys
import time
from pathlib import Path

BATCH = 500
CLAIM = """
UPDATE checkins_rhythm SET due_at = due_at + interval '1 day' WHERE id IN (
    SELECT id FROM checkins_rhythm WHERE due_at <= now() AND set_aside_at IS NULL
    ORDER BY due_at LIMIT %s FOR UPDATE SKIP LOCKED)
RETURNING id
"""


def by_database() -> int:
    """Move a batch by one bare statement: what PostgreSQL alone can do with these rows."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(CLAIM, [BATCH])
        return len(cursor.fetchall())


def by_engine() -> int:
    """Move a batch as a worker does."""
    from alongside.kernel import due
    from alongside.kernel.clock import current_time

    kind = next(kind for kind in due.kinds() if kind.name == "check-in")
    return due.step_due(kind, now=current_time())


def cpu_seconds() -> float:
    """Return how long this process and the one of PostgreSQL that serves it have worked, whatever else runs here."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [served_by] = cursor.fetchone()
    ticks = Path(f"/proc/{served_by}/stat").read_text().rpartition(")")[2].split()[11:13]
    own = resource.getrusage(resource.RUSAGE_SELF)
    return own.ru_utime + own.ru_stime + sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Begin at the moment given (seconds since 1970), end when nothing is left, say what it took."""
    import django

    django.setup()
    from django.db import connection
    from django.urls import reverse

    move, begin = {"database": by_database, "engine": by_engine}[sys.argv[1]], float(sys.argv[2])
    connection.ensure_connection()
    reverse("today")  # a worker has long read what there is to read
    time.sleep(max(0.0, begin - time.time()))
    began, worked = time.time(), cpu_seconds()
    rows = 0
    while moved := move():
        rows += moved
    worked = cpu_seconds() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"rows": rows, "began": began, "ended": time.time(), "cpu": worked, "peak_mb": peak}))


if __name__ == "__main__":
    main()
