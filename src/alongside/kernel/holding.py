"""Holding rows that others are about to be built on."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection, models

from alongside.kernel.arrays import uuid_array


def hold(model: type[models.Model], values: Iterable[UUID], *, by: str = "id") -> dict[UUID, UUID]:
    """Keep the rows whose column `by` is among `values` from being deleted until the running transaction ends.

    Returns that column by the id of each row that exists, in the order of ids. References are checked at the commit:
    without this, a row that refers to one erased meanwhile would undo the whole transaction there. Everything but a
    delete goes on beside it (FOR KEY SHARE, which Django has no word for).
    """
    wanted = list(values)
    if not wanted:
        return {}
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 - Django's documented way
    column = connection.ops.quote_name(by)
    statement = (
        f"SELECT id, {column} FROM {table} "  # noqa: S608 - both names are ours, and quoted
        f"WHERE {column} = ANY(%s::uuid[]) ORDER BY id FOR KEY SHARE"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [uuid_array(wanted)])
        return dict(cursor.fetchall())
