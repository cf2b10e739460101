"""The log of moderation is append only, whoever asks; and people whom an older release erases are forgotten here, too."""

from django.db import migrations

from alongside.kernel.cascades import cascade_in_database, set_null_in_database

FUNCTION = """
CREATE FUNCTION safety_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the log of moderation is append only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER safety_logline_append_only BEFORE UPDATE OR DELETE ON safety_logline
    FOR EACH ROW EXECUTE FUNCTION safety_refuse_change();
CREATE TRIGGER safety_logline_no_truncate BEFORE TRUNCATE ON safety_logline
    FOR EACH STATEMENT EXECUTE FUNCTION safety_refuse_change();
"""
DROP = """
DROP TRIGGER safety_logline_append_only ON safety_logline;
DROP TRIGGER safety_logline_no_truncate ON safety_logline;
DROP FUNCTION safety_refuse_change();
"""
FORGOTTEN = (
    ("case", "about"),
    ("case", "claimed_by"),
    ("report", "reporter"),
    ("decision", "about"),
    ("decision", "by"),
    ("decision", "confirmed_by"),
    ("appeal", "decided_by"),
)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("safety", "0001_cases")]

    operations = [
        migrations.RunSQL(FUNCTION, DROP),
        *(set_null_in_database("safety", model, field) for model, field in FORGOTTEN),
        cascade_in_database("safety", "handling", "person"),
    ]
