"""Reads that most pages do, put into SQL once a process: a queryset with blanks for what is asked each time.

Django works out the SQL of a queryset anew each time it is asked, which is most of what a read of a few rows costs; the
database plans it anew each time, which for a few rows takes longer than to read them. So the SQL is kept here, and the
plan there, prepared once a connection. A statement is still made by the policies' own querysets, and gives values
instead of model instances.
"""

import re
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, TypeVar
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import NotSupportedError, OperationalError, connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Model, QuerySet
from psycopg import Connection, Cursor
from psycopg.sql import Literal
from psycopg.types.datetime import TimestamptzLoader

M = TypeVar("M", bound=Model)
Kind = type[UUID] | type[str] | type[int] | type[datetime]
FIRST = 1_987_600_000


class Statement:
    """A queryset of values, called with what fills its blanks: `Statement(made, person=UUID)(person=actor.id)`.

    `made` is handed a value of its own for each blank, and must compare with it as it is.
    """

    def __init__(self, made: Callable[..., QuerySet[Any, Any]], /, **blanks: Kind) -> None:
        """Note how it is made; that is done when it is first asked."""
        self._made = made
        self._blanks = blanks

    def __call__(self, **values: Any) -> list[tuple[Any, ...]]:
        """Return the rows for these values."""
        sql, names = self._sql
        given = [values[name] for name in names]
        try:
            return _rows(sql, given)
        except NotSupportedError:
            # A table has another shape since the plan was made: a migration ran. The plan is made again, unless this
            # is in a transaction, which is broken now; its end forgets the plans as well.
            if connection.in_atomic_block:
                raise
            _forget_plans()
            return _rows(sql, given)
        except OperationalError:
            # The connection may have ended since the last page: a read is asked once more, on a new one. That spares
            # each page the question whether it lives.
            if connection.in_atomic_block or connection.is_usable():
                raise
            connection.close()
            return _rows(sql, given)

    @cached_property
    def _sql(self) -> tuple[str, list[str]]:
        """The SQL, with `%s` for each blank and all else written out, and the names of the blanks in their order.

        A value that is the same each time is written out so that the plan can count on it: an index that holds only
        rows of one state serves no plan that must do for any state.
        """
        blanks = {name: _example(name, kind, place) for place, (name, kind) in enumerate(self._blanks.items())}
        query = self._made(**blanks).query
        compiler = query.get_compiler(connection=connection)
        sql, found = compiler.as_sql()
        if compiler.get_converters([one[0] for one in compiler.select]):
            raise TypeError("A column of this statement is made into something else after it is read.")
        by_value = {value: name for name, value in blanks.items()}
        names = [by_value.get(one) if _hashes(one) else None for one in found]
        if unused := sorted(set(blanks) - set(names)):
            raise ValueError(f"Nothing of this statement is compared with {', '.join(unused)}.")
        parts = iter("%s" if name else _written_out(one) for name, one in zip(names, found, strict=True))
        filled = re.sub("%%|%s", lambda one: one[0] if one[0] == "%%" else next(parts), sql)
        return filled, [name for name in names if name]


def _written_out(value: object) -> str:
    return Literal(value).as_string(connection.connection).replace("%", "%%")


def _rows(sql: str, given: list[Any]) -> list[tuple[Any, ...]]:
    cursor = _cursor()
    cursor.execute(sql, given)
    rows: list[tuple[Any, ...]] = cursor.fetchall()
    connection.health_check_done = True  # type: ignore[attr-defined]  # stubs: left out
    return rows


class _Kept(threading.local):
    """The cursor of this thread, kept with its connection: to make one takes as long as a short read."""

    cursor: "Cursor[Any] | None" = None


_kept = _Kept()


def _cursor() -> CursorWrapper:
    """Give Django's cursor around one that has the database fill in the blanks, and keep the plan."""
    if connection.queries_logged:
        return connection.cursor()  # which can say with what it was filled
    connection.ensure_connection()
    bare: Connection[Any] = connection.connection
    if _kept.cursor is None or _kept.cursor.connection is not bare:
        bare.prepare_threshold = 0
        _kept.cursor = Cursor(bare)
        # Django's own is written in Python, for zones other than UTC: its connections here have no other.
        _kept.cursor.adapters.register_loader("timestamptz", TimestamptzLoader)
    return connection.make_cursor(_kept.cursor)  # type: ignore[arg-type]  # stubs: what it returns, for what it takes


def _forget_plans() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")


def _example(name: str, kind: Kind, place: int) -> object:
    """Return a value that nothing else in a statement has."""
    if kind is UUID:
        return uuid5(NAMESPACE_URL, f"blank:{name}")
    if kind is int:
        return FIRST + place
    if kind is datetime:
        return datetime(1901, 1, 1, 0, 0, place, tzinfo=UTC)
    return f"\ue040{name}\ue040"


def _hashes(value: object) -> bool:
    return isinstance(value, UUID | int | str | datetime)


def columns(model: type[Model], before: str = "") -> list[str]:
    """Return the names of all columns of a model, for `values_list`; `before` is the relation that leads there."""
    return [f"{before}{field.attname}" for field in model._meta.concrete_fields]  # noqa: SLF001 - Django's documented way


def instance(model: type[M], values: tuple[Any, ...], fields: Sequence[str] = ()) -> M:
    """Return the row that has these values: of these fields, or of all in the order of `columns`."""
    if not fields:
        return model.from_db(connection.alias, columns(model), values)
    given = dict(zip(fields, values, strict=True))
    names = [name for name in columns(model) if name in given]  # Django takes them in the model's own order
    return model.from_db(connection.alias, names, [given[name] for name in names])
