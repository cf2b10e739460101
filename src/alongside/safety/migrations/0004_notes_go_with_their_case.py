"""Notes of cases whose evidence is destroyed go, too; so does what was said of nobody."""

from django.db import migrations

GO = """
UPDATE safety_decision SET reason_sealed = NULL FROM safety_case
WHERE safety_case.id = safety_decision.case_id AND safety_case.data_key_id IS NULL
    AND safety_decision.about_id IS NULL AND safety_decision.reason_sealed IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("safety", "0003_looked_at_daily")]

    operations = [migrations.RunSQL(GO, migrations.RunSQL.noop)]
