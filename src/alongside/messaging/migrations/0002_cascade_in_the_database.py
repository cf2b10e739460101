"""Seats and what was written go with a person whom an older release deletes: it knows nothing of them.

Each key is exchanged in a transaction of its own, which needs its table and the one it refers to for a moment.
"""

from django.db import migrations

from alongside.kernel.cascades import cascade_in_database

KEYS = (("seat", "person"), ("message", "seat"))


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("messaging", "0001_messages")]

    operations = [cascade_in_database("messaging", model, field) for model, field in KEYS]
