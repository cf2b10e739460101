"""What is kept of running a meeting goes with a meeting or a person that an older release deletes: it knows nothing of it.

Each key is exchanged in a transaction of its own, which needs its table and the one it refers to for a moment.
"""

from django.db import migrations

from alongside.kernel.cascades import cascade_in_database

KEYS = (
    ("hosting", "meeting"),
    ("steward", "hosting"),
    ("steward", "person"),
    ("ownreading", "hosting"),
    ("meetingrole", "hosting"),
    ("roleasked", "role"),
    ("roleasked", "person"),
    ("serving", "role"),
    ("serving", "person"),
    ("notthen", "serving"),
    ("service", "role"),
    ("service", "serving"),
)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("meetings", "0020_running")]

    operations = [cascade_in_database("meetings", model, field) for model, field in KEYS]
