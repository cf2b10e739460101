"""Sheets and shares go with a person or a tie that an older release deletes: it knows nothing of them.

Each key is exchanged in a transaction of its own, which needs its table and the one it refers to for a moment.
"""

from django.db import migrations

from alongside.kernel.cascades import cascade_in_database

KEYS = (("sheet", "owner"), ("share", "sheet"), ("share", "tie"))


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("toolbox", "0001_worksheets")]

    operations = [cascade_in_database("toolbox", model, field) for model, field in KEYS]
