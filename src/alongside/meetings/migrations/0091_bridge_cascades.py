"""Lines to the bridge lose whose they were when an older release deletes that: it knows nothing of them."""

from django.db import migrations

from alongside.kernel.cascades import cascade_in_database, set_null_in_database


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("meetings", "0090_bridge")]

    operations = [
        set_null_in_database("meetings", "bridgeroom", "gathering"),
        set_null_in_database("meetings", "bridgeline", "seat"),
        cascade_in_database("meetings", "bridgeline", "room"),
    ]
