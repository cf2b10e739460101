"""Changing a table that is in use: it waits a moment, lets others pass, and tries again."""

import time

import psycopg
import pytest
from django.db import OperationalError, connection

from alongside.kernel.patience import patiently

pytestmark = pytest.mark.django_db(transaction=True)

CHANGE = "ALTER TABLE kernel_heartbeat ADD COLUMN spare int"
CHANGE_BACK = "ALTER TABLE kernel_heartbeat DROP COLUMN spare"


def reader() -> psycopg.Connection:
    """Somebody who reads the table in a transaction that has not ended, as a backup does."""
    other = psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None, "context": None})
    other.execute("SELECT * FROM kernel_heartbeat")
    return other


def columns() -> set[str]:
    with connection.cursor() as cursor:
        return {one.name for one in connection.introspection.get_table_description(cursor, "kernel_heartbeat")}


def test_it_stands_in_nobodys_way_for_longer_than_a_moment() -> None:
    """Whoever comes later waits behind it: for two seconds, not for as long as the backup takes."""
    with reader(), connection.schema_editor() as editor:
        begun = time.monotonic()
        with pytest.raises(OperationalError, match="lock timeout"):
            patiently(editor, CHANGE, tries=1)
        assert time.monotonic() - begun < 20
    assert "spare" not in columns()


def test_it_is_done_once_the_table_is_free() -> None:
    other = reader()
    with connection.schema_editor(atomic=False) as editor:
        with pytest.raises(OperationalError):
            patiently(editor, CHANGE, tries=1)
        other.close()
        patiently(editor, CHANGE, tries=1)
        assert "spare" in columns()
        patiently(editor, CHANGE_BACK, tries=1)


def test_what_is_wrong_is_said_at_once() -> None:
    with connection.schema_editor(atomic=False) as editor, pytest.raises(Exception, match="nowhere"):
        patiently(editor, "ALTER TABLE nowhere ADD COLUMN spare int")
