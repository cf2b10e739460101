"""What came to circles since an older release goes with a person, a tie or a supporter that one deletes.

Each key is exchanged in a transaction of its own, which needs its table and the one it refers to for a moment.
"""

from django.db import migrations

from alongside.kernel.cascades import cascade_in_database

KEYS = (
    ("ask", "tie"),
    ("acquaintance", "owner"),
    ("acquaintance", "first"),
    ("acquaintance", "second"),
    ("snapshot", "owner"),
    ("buildpath", "owner"),
    ("thanks", "tie"),
    ("burnoutcheck", "person"),
    ("loadword", "supporter"),
    ("agreement", "tie"),
    ("terms", "agreement"),
    ("supporthours", "tie"),
)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("circles", "0012_weeks")]

    operations = [cascade_in_database("circles", model, field) for model, field in KEYS]
