"""Looking at the database from outside, and being rough with it."""

import psycopg
from django.db import connection
from psycopg import sql

COUNT_WAITING = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND wait_event_type = 'Lock'
"""
CUT = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND (wait_event_type = 'Lock' OR NOT %s)
"""


def waiting_for_locks() -> int:
    """Return how many others wait for a lock in this database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # inside a transaction one would see the same for ever
        cursor.execute(COUNT_WAITING)
        return int(cursor.fetchone()[0])


def cut_connections(*, waiting_only: bool = False) -> int:
    """Have PostgreSQL end the other connections to this database, or those that wait for a lock; return how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(CUT, [waiting_only])
        return len(cursor.fetchall())


def drop_database(boss: psycopg.Connection, name: str) -> None:
    """End our own connections to a database and drop it.

    Not WITH (FORCE): that asks for the right to end whatever is connected, and fails for a role that is no superuser
    whenever autovacuum happens to be at work there. A plain DROP sends autovacuum away by itself.
    """
    boss.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user", [name]
    )
    boss.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))
