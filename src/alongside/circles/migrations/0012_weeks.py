"""A week of a tie and of a need as 168 bits beside its hours, so that PostgreSQL can put the weeks of a circle together.

No model names these columns: only the reading of all circles (`gathering`) asks for them, and PostgreSQL keeps them in
step with `hours` by itself, whichever release writes. Bit h from the right is hour h; no hours at all are every hour.
Rows that are there already are seen to some thousands at a time, so that nobody waits for the whole.
"""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from alongside.kernel.patience import patiently

FUNCTIONS = """
CREATE FUNCTION circles_week(hours smallint[]) RETURNS bit(168) LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN pg_catalog.cardinality(hours) = 0 THEN ~ 0::bit(168)
        ELSE (SELECT pg_catalog.bit_or(1::bit(168) << hour) FROM pg_catalog.unnest(hours) AS hour) END
$$;
CREATE FUNCTION circles_keep_week() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.week := circles_week(NEW.hours);
    RETURN NEW;
END
$$;
"""
NO_FUNCTIONS = "DROP FUNCTION circles_keep_week(); DROP FUNCTION circles_week(smallint[])"
COLUMN = """
ALTER TABLE {0} ADD COLUMN week bit(168);
CREATE TRIGGER {0}_week BEFORE INSERT OR UPDATE OF hours ON {0}
    FOR EACH ROW EXECUTE FUNCTION circles_keep_week();
"""
NO_COLUMN = "DROP TRIGGER {0}_week ON {0}; ALTER TABLE {0} DROP COLUMN week"
FILL = """
UPDATE {0} SET week = circles_week(hours) WHERE id IN (
    SELECT id FROM {0} WHERE week IS NULL AND hours IS NOT NULL LIMIT 5000 FOR NO KEY UPDATE SKIP LOCKED
)
"""
TABLES = ("circles_tie", "circles_need")


def add_columns(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Add the column and its trigger to each table, then fill it."""
    for table in TABLES:
        patiently(editor, COLUMN.format(table))
    for table in TABLES:
        with editor.connection.cursor() as cursor:
            cursor.execute(FILL.format(table))
            while cursor.rowcount:
                cursor.execute(FILL.format(table))


def drop_columns(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Take both away again."""
    for table in TABLES:
        patiently(editor, NO_COLUMN.format(table))


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("circles", "0011_support_hours")]

    operations = [
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        migrations.RunPython(add_columns, drop_columns),
    ]
