"""Who speaks goes with a room or a person that an older release deletes: it knows nothing of voice."""

from django.db import migrations

from alongside.kernel.cascades import cascade_in_database

KEYS = (
    ("voiceseat", "gathering"),
    ("voiceseat", "presence"),
    ("voiceletter", "sender"),
    ("voiceletter", "receiver"),
)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("meetings", "0050_voice")]

    operations = [cascade_in_database("meetings", model, field) for model, field in KEYS]
