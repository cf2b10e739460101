"""Holding rows that others are about to be built on."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection, models


def hold(model: type[models.Model], ids: Iterable[UUID]) -> frozenset[UUID]:
    """Keep these rows from being deleted until the running transaction ends; return the ids of those that exist.

    References are checked at the commit: without this, a row that refers to one erased meanwhile would undo the whole
    transaction there. Everything but a delete goes on beside it (FOR KEY SHARE, which Django has no word for).
    """
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 - Django's documented way
    statement = f"SELECT id FROM {table} WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE"  # noqa: S608 - the name is ours
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(ids)])
        return frozenset(row[0] for row in cursor.fetchall())
