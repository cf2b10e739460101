"""A reminder goes with what an older release deletes: it knows nothing of reminders."""

from django.db import migrations

from alongside.kernel.cascades import cascade_in_database


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("meetings", "0102_along_reminders")]

    operations = [cascade_in_database("meetings", "alongreminder", "along")]
