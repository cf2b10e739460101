"""What is kept of aliases goes with a group or a membership that an older release deletes: it knows nothing of it."""

from django.db import migrations

from alongside.kernel.cascades import cascade_in_database


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("groups", "0150_kept_aliases")]

    operations = [
        cascade_in_database("groups", "keptalias", "group"),
        cascade_in_database("groups", "keptalias", "membership"),
    ]
