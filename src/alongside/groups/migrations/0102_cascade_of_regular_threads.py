"""Threads that open by themselves go with a group, and their hosts with a person, whom an older release deletes."""

from django.db import migrations

from alongside.kernel.cascades import cascade_in_database, set_null_in_database

KEYS = (
    ("regular", "group"),
    ("regularhost", "regular"),
    ("regularhost", "membership"),
    ("regularday", "regular"),
    ("regularday", "thread"),
)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("groups", "0101_regular_threads")]

    operations = [
        *(cascade_in_database("groups", model, field) for model, field in KEYS),
        set_null_in_database("groups", "regular", "writer"),
        set_null_in_database("groups", "regularday", "host"),
    ]
