"""Events go with a group or a person whom an older release deletes: it knows nothing of them."""

from django.db import migrations

from alongside.kernel.cascades import cascade_in_database, set_null_in_database

KEYS = (
    ("event", "group"),
    ("eventcoming", "event"),
    ("eventcoming", "membership"),
    ("eventguest", "event"),
    ("eventguest", "membership"),
    ("eventquestion", "event"),
    ("eventquestion", "asker"),
    ("eventquestion", "merged_into"),
    ("eventvote", "question"),
    ("eventvote", "membership"),
    ("eventmute", "event"),
    ("eventmute", "membership"),
    ("eventline", "event"),
    ("eventline", "membership"),
    ("eventline", "question"),
)
FORGOTTEN = (("event", "planned_by"), ("event", "summary_by"), ("eventquestion", "taken_by"))


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("groups", "0080_events")]

    operations = [
        *(cascade_in_database("groups", model, field) for model, field in KEYS),
        *(set_null_in_database("groups", model, field) for model, field in FORGOTTEN),
    ]
