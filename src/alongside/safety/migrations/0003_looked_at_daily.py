"""Open cases are looked at daily from now on, so that none stays where nobody can look at it any more."""

from django.db import migrations

DAILY = """
UPDATE safety_case SET due_at = now() + interval '1 day'
WHERE state = 'open' AND due_at = evidence_until AND due_at > now() + interval '1 day'
"""


class Migration(migrations.Migration):
    dependencies = [("safety", "0002_append_only")]

    operations = [migrations.RunSQL(DAILY, migrations.RunSQL.noop)]
