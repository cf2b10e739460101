"""A recording that waits goes with what somebody was told, also where an older release deletes that."""

from django.db import migrations

from alongside.kernel.cascades import cascade_in_database


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("journeys", "0005_unsent_voice")]

    operations = [cascade_in_database("journeys", "unsentvoice", "told")]
