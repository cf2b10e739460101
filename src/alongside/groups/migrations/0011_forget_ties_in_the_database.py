"""A membership forgets its tie when an older release deletes that."""

from django.db import migrations

from alongside.kernel.cascades import set_null_in_database


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("groups", "0010_in_circle")]

    operations = [set_null_in_database("groups", "membership", "tie")]
