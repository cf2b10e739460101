"""Calls to quiet members go with a membership, whom an older release deletes; who calls is forgotten."""

from django.db import migrations

from alongside.kernel.cascades import cascade_in_database, set_null_in_database


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("groups", "0130_calls_to_quiet_members")]

    operations = [
        cascade_in_database("groups", "callwish", "membership"),
        cascade_in_database("groups", "call", "membership"),
        set_null_in_database("groups", "call", "asked"),
        set_null_in_database("groups", "call", "claimed_by"),
    ]
