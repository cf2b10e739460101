"""What is shared of a day goes with a person whom an older release deletes: it knows nothing of it."""

from django.db import migrations

from alongside.kernel.cascades import cascade_in_database


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("groups", "0004_days")]

    operations = [cascade_in_database("groups", "dayword", "membership")]
