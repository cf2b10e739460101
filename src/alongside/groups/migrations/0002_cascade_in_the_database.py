"""Memberships and invitations go with a person whom an older release deletes: it knows nothing of them.

Each key is exchanged in a transaction of its own, which needs its table and the one it refers to for a moment.
"""

from django.db import migrations

from alongside.kernel.cascades import cascade_in_database

KEYS = (("membership", "person"), ("invitation", "made_by"))


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("groups", "0001_groups")]

    operations = [cascade_in_database("groups", model, field) for model, field in KEYS]
