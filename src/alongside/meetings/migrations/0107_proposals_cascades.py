"""A proposal goes with a person that an older release deletes, and forgets a meeting: it knows nothing of proposals."""

from django.db import migrations

from alongside.kernel.cascades import cascade_in_database, set_null_in_database


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("meetings", "0106_proposals")]

    operations = [
        cascade_in_database("meetings", "proposal", "person"),
        set_null_in_database("meetings", "proposal", "meeting"),
    ]
