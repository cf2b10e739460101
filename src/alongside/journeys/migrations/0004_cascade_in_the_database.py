"""A voice note goes with what somebody was told, also where an older release deletes that."""

from django.db import migrations

from alongside.kernel.cascades import cascade_in_database


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("journeys", "0003_voice_notes")]

    operations = [cascade_in_database("journeys", "voicenote", "told")]
