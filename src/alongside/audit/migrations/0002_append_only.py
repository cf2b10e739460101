"""The database itself refuses to change or remove what the audit holds, whoever asks."""

import django.db.models.deletion
from django.db import migrations, models

TABLES = ("audit_entry", "audit_link")

FUNCTION = """
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit is append only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$
"""


def triggers(table: str) -> str:
    """Return the statements that make a table append only."""
    return f"""
    CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
    CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
    """


def dropped(table: str) -> str:
    """Return the statements that take the triggers away again."""
    return f"DROP TRIGGER {table}_append_only ON {table}; DROP TRIGGER {table}_no_truncate ON {table};"


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="link",
            name="entry",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                primary_key=True,
                related_name="link",
                serialize=False,
                to="audit.entry",
            ),
        ),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION audit_refuse_change()"),
        *(migrations.RunSQL(triggers(table), dropped(table)) for table in TABLES),
    ]
