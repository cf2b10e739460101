"""That somebody was asked goes with a meeting or a person that an older release deletes: it knows nothing of it."""

from django.db import migrations

from alongside.kernel.cascades import cascade_in_database


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("meetings", "0104_stewards_asked")]

    operations = [cascade_in_database("meetings", "stewardasked", field) for field in ("hosting", "person")]
