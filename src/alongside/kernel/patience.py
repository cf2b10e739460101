"""Changing a table that is in use, without standing in everybody's way.

A statement that needs a table for itself waits for who reads it, a backup for example, and everybody who comes later
waits behind it. So it waits a moment only, lets the others pass, and tries again.
"""

import time

from django.db import OperationalError, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from psycopg.errors import LockNotAvailable

A_MOMENT = "2s"
TRIES = 150


def patiently(editor: BaseDatabaseSchemaEditor, statements: str, *, tries: int = TRIES, pause: float = 2.0) -> None:
    """Run these statements in one transaction once their tables are free; OperationalError when they never are."""
    for left in reversed(range(tries)):
        try:
            with transaction.atomic(using=editor.connection.alias), editor.connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = '{A_MOMENT}'")
                cursor.execute(statements)
        except OperationalError as error:
            if left == 0 or not isinstance(error.__cause__, LockNotAvailable):
                raise
            time.sleep(pause)
        else:
            return
