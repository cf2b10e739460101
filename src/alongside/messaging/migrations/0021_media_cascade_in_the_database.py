"""Pictures and voice notes go with their message, also where an older release deletes or forgets that."""

from django.db import migrations

from alongside.kernel.cascades import cascade_in_database


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("messaging", "0020_pictures_and_voice")]

    operations = [
        cascade_in_database("messaging", "picture", "message"),
        cascade_in_database("messaging", "voicenote", "message"),
    ]
