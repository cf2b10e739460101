"""A scratch schema in the instance's own database: what this process does happens there, and is gone afterwards."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.core.management import call_command
from django.db import connection, connections
from psycopg import sql

PREFIX = "rehearsal_"
# Held for as long as a schema is in use, so that the next one can tell it from what a killed process left behind.
LOCK = "SELECT pg_try_advisory_lock(hashtextextended(%s, 0))"


@contextmanager
def scratch_schema() -> Iterator[str]:
    """Have all connections of this process work in a new schema, migrated; it is dropped at the end, come what may.

    Schemas left by a process that was killed are dropped first. Call before other threads use the database.
    """
    connection.close()
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as keeper:
        _drop_leftovers(keeper)
        name = f"{PREFIX}{secrets.token_hex(6)}"
        keeper.execute(LOCK, [name])
        keeper.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(name)))
        try:
            with _working_in(name):
                call_command("migrate", interactive=False, verbosity=0)
                yield name
        finally:
            _drop(keeper, name)


@contextmanager
def _working_in(schema: str) -> Iterator[None]:
    """Every connection opened from here on, in any thread, finds and makes its tables in that schema alone."""
    options = connection.settings_dict["OPTIONS"]
    before = options.get("options", "")
    options["options"] = f"{before} -c search_path={schema}".strip()
    try:
        yield
    finally:
        connections.close_all()
        options["options"] = before
        if not before:
            del options["options"]


def _drop_leftovers(keeper: "psycopg.Connection[tuple[object, ...]]") -> None:
    found = keeper.execute("SELECT nspname FROM pg_namespace WHERE starts_with(nspname, %s)", [PREFIX]).fetchall()
    for (name,) in found:
        row = keeper.execute(LOCK, [name]).fetchone()
        if row and row[0]:
            _drop(keeper, str(name))


def _drop(keeper: "psycopg.Connection[tuple[object, ...]]", name: str) -> None:
    keeper.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(name)))
    keeper.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [name])
