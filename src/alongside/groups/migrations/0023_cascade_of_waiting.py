"""What waits goes with a post that an older release deletes, and forgets who said they will answer: it knows of neither."""

from django.db import migrations

from alongside.kernel.cascades import cascade_in_database, set_null_in_database


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("groups", "0022_waiting")]

    operations = [
        cascade_in_database("groups", "waiting", "post"),
        set_null_in_database("groups", "waiting", "claimed_by"),
    ]
