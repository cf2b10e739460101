"""What is kept of a room goes with a meeting or a person that an older release deletes: it knows nothing of it.

Each key is exchanged in a transaction of its own, which needs its table and the one it refers to for a moment.
"""

from django.db import migrations

from alongside.kernel.cascades import cascade_in_database

KEYS = (
    ("gathering", "meeting"),
    ("presence", "gathering"),
    ("presence", "person"),
    ("line", "gathering"),
    ("line", "presence"),
    ("hostnote", "presence"),
)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("meetings", "0030_room")]

    operations = [cascade_in_database("meetings", model, field) for model, field in KEYS]
