"""What somebody keeps about meetings goes with a person, a tie or a saved meeting that an older release deletes.

A saved meeting outlives the meeting itself. Each key is exchanged in a transaction of its own, which needs its table and
the one it refers to for a moment.
"""

from django.db import migrations

from alongside.kernel.cascades import cascade_in_database, set_null_in_database

KEYS = (("saved", "owner"), ("attended", "saved"), ("calendarfeed", "owner"), ("along", "saved"), ("along", "tie"))


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("meetings", "0012_along")]

    operations = [
        *(cascade_in_database("meetings", model, field) for model, field in KEYS),
        set_null_in_database("meetings", "saved", "meeting"),
    ]
