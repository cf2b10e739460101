"""What instruments hold goes with a person or a tie that an older release deletes, which knows nothing of them."""

from django.db import migrations

from alongside.kernel.cascades import cascade_in_database

KEYS = (("result", "person"), ("rhythm", "person"), ("share", "tie"))


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("instruments", "0001_instruments")]

    operations = [cascade_in_database("instruments", model, field) for model, field in KEYS]
