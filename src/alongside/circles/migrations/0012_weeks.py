"""A week of a tie and of a need as 168 bits beside its hours, so that PostgreSQL can put the weeks of a circle together.

No model names these columns: only the reading of all circles (`gathering`) asks for them, and PostgreSQL keeps them in
step with `hours` by itself, whichever release writes. Bit h from the right is hour h; no hours at all are every hour.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION circles_week(hours smallint[]) RETURNS bit(168) LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN pg_catalog.cardinality(hours) = 0 THEN ~ 0::bit(168)
        ELSE (SELECT pg_catalog.bit_or(1::bit(168) << hour) FROM pg_catalog.unnest(hours) AS hour) END
$$
"""
COLUMN = "ALTER TABLE {0} ADD COLUMN week bit(168) GENERATED ALWAYS AS (circles_week(hours)) STORED"
NO_COLUMN = "ALTER TABLE {0} DROP COLUMN week"
TABLES = ("circles_tie", "circles_need")


class Migration(migrations.Migration):
    dependencies = [("circles", "0011_support_hours")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION circles_week(smallint[])"),
        *[migrations.RunSQL(COLUMN.format(table), NO_COLUMN.format(table)) for table in TABLES],
    ]
