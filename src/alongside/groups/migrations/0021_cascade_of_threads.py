"""Threads and what hangs on them go with a group or a person whom an older release deletes: it knows nothing of them."""

from django.db import migrations

from alongside.kernel.cascades import cascade_in_database, set_null_in_database

KEYS = (
    ("thread", "group"),
    ("post", "thread"),
    ("post", "membership"),
    ("reaction", "post"),
    ("reaction", "membership"),
    ("reading", "thread"),
    ("reading", "membership"),
    ("draft", "thread"),
    ("draft", "membership"),
)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("groups", "0020_threads")]

    operations = [
        *(cascade_in_database("groups", model, field) for model, field in KEYS),
        set_null_in_database("groups", "post", "answers"),
    ]
