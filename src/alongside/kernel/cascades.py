"""Foreign keys that the database itself follows when a row is deleted.

Django deletes what hangs on a row by itself, and knows the tables of its own release only. While a newer release brings
the schema up to date, the older one goes on: where somebody is erased or a tie deleted, it would leave behind rows of
tables it has never heard of, and its transaction would be refused. So a table that hangs on an older one has its key
cascade in the database as well, or become NULL where the model says so, by an operation in a migration after the one
that makes the table.
"""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from alongside.kernel.patience import patiently


def cascade_in_database(app: str, model: str, field: str) -> migrations.RunPython:
    """Return the operation that has the database delete these rows together with what they refer to."""

    def forwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        _make_again(editor, apps.get_model(app, model), field, "ON DELETE CASCADE")

    def backwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        _make_again(editor, apps.get_model(app, model), field, "")

    return migrations.RunPython(forwards, backwards)


def set_null_in_database(app: str, model: str, field: str) -> migrations.RunPython:
    """Return the operation that has the database forget what these rows referred to, and keep them."""

    def forwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        _make_again(editor, apps.get_model(app, model), field, "ON DELETE SET NULL")

    def backwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        _make_again(editor, apps.get_model(app, model), field, "")

    return migrations.RunPython(forwards, backwards)


def _make_again(editor: BaseDatabaseSchemaEditor, model: Any, field: str, on_delete: str) -> None:
    """Drop a foreign key and add it again, in one statement and under its own name."""
    meta = model._meta  # noqa: SLF001 - Django's documented way
    key = meta.get_field(field)
    to = key.target_field
    target = to.model._meta.db_table  # noqa: SLF001 - Django's documented way
    quoted = editor.connection.ops.quote_name
    name = quoted(_name_of(editor, meta.db_table, key.column))
    patiently(
        editor,
        f"ALTER TABLE {quoted(meta.db_table)} DROP CONSTRAINT {name}, ADD CONSTRAINT {name} "
        f"FOREIGN KEY ({quoted(key.column)}) REFERENCES {quoted(target)} ({quoted(to.column)}) "
        f"{on_delete} DEFERRABLE INITIALLY DEFERRED",
    )


def _name_of(editor: BaseDatabaseSchemaEditor, table: str, column: str) -> str:
    with editor.connection.cursor() as cursor:
        found = editor.connection.introspection.get_constraints(cursor, table)
    return next(name for name, one in found.items() if one["foreign_key"] and one["columns"] == [column])
