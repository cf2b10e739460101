"""Reads that most pages do, put into SQL once a process: a queryset with blanks for what is asked each time.

Django works out the SQL of a queryset anew each time it is asked, which is most of what a read of a few rows costs. A
statement is still made by the policies' own querysets, and gives values instead of model instances.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, TypeVar
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import connection
from django.db.models import Model, QuerySet

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

    def __call__(self, **values: object) -> list[tuple[Any, ...]]:
        """Return the rows for these values."""
        sql, parameters = self._sql
        with connection.cursor() as cursor:
            cursor.execute(sql, [values[one] if is_blank else one for is_blank, one in parameters])
            return cursor.fetchall()

    @cached_property
    def _sql(self) -> tuple[str, list[tuple[bool, Any]]]:
        blanks = {name: _example(name, kind, place) for place, (name, kind) in enumerate(self._blanks.items())}
        query = self._made(**blanks).query
        compiler = query.get_compiler(connection=connection)
        sql, found = compiler.as_sql()
        if compiler.get_converters([one[0] for one in compiler.select]):
            raise TypeError("A column of this statement is made into something else after it is read.")
        names = {value: name for name, value in blanks.items()}
        parameters = [(True, names[one]) if _hashes(one) and one in names else (False, one) for one in found]
        unused = sorted(set(names.values()) - {one for is_blank, one in parameters if is_blank})
        if unused:
            raise ValueError(f"Nothing of this statement is compared with {', '.join(unused)}.")
        return sql, parameters


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


def instance(model: type[M], values: tuple[Any, ...]) -> M:
    """Return the row that has these values, in the order of `columns`."""
    fields = [field.attname for field in model._meta.concrete_fields]  # noqa: SLF001 - as above
    return model.from_db(connection.alias, fields, values)
