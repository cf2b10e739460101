"""Chat rooms and what hangs on them go with a group or a person whom an older release deletes: it knows nothing of them."""

from django.db import migrations

from alongside.kernel.cascades import cascade_in_database

KEYS = (
    ("chatroom", "group"),
    ("chatline", "room"),
    ("chatline", "membership"),
    ("chatpresence", "room"),
    ("chatpresence", "membership"),
)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("groups", "0060_chat_rooms")]

    operations = [cascade_in_database("groups", model, field) for model, field in KEYS]
