"""Medication goes with a person or a tie that an older release deletes.

Each key is exchanged in a transaction of its own, which needs its table and the one it refers to for a moment.
"""

from django.db import migrations

from alongside.kernel.cascades import cascade_in_database

KEYS = (("medicine", "person"), ("timing", "medicine"), ("entry", "medicine"), ("share", "tie"))


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("medication", "0001_medication")]

    operations = [cascade_in_database("medication", model, field) for model, field in KEYS]
