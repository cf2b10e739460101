"""A note forgets who led when an older release deletes their place in the room."""

from django.db import migrations

from alongside.kernel.cascades import set_null_in_database


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("meetings", "0061_note_for_who_leads")]

    operations = [set_null_in_database("meetings", "hostnote", "reader")]
