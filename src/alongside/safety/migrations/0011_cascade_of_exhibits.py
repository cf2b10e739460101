"""Pictures and voice notes of a case go with their report, also when an older release deletes it."""

from django.db import migrations

from alongside.kernel.cascades import cascade_in_database


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("safety", "0010_exhibits")]

    operations = [cascade_in_database("safety", "exhibit", "report")]
