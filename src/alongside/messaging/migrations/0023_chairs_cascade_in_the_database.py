"""Chairs go with their circle and their person, also where an older release deletes those."""

from django.db import migrations

from alongside.kernel.cascades import cascade_in_database


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("messaging", "0022_small_circles")]

    operations = [
        cascade_in_database("messaging", "chair", "conversation"),
        cascade_in_database("messaging", "chair", "person"),
    ]
