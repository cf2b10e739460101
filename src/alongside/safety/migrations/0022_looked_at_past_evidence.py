"""Open cases whose evidence was destroyed are looked at daily from now on, as all that are open."""

from django.db import migrations

DAILY = """
UPDATE safety_case SET due_at = now() + interval '1 day' WHERE state = 'open' AND due_at IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("safety", "0021_left_to_organisers")]

    operations = [migrations.RunSQL(DAILY, migrations.RunSQL.noop)]
