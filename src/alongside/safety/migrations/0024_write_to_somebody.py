"""A word to somebody in danger is a decision of its own kind, and no reproof."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def say_as_before(apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
    """Have a word be what the release before made of it."""
    apps.get_model("safety", "Decision").objects.filter(act="write").update(act="warn")


class Migration(migrations.Migration):
    dependencies = [
        ("safety", "0023_answered"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="decision",
            name="safety_decision_act",
        ),
        migrations.RunPython(migrations.RunPython.noop, say_as_before),
        migrations.AlterField(
            model_name="decision",
            name="act",
            field=models.CharField(
                choices=[
                    ("note", "Leave a note for the other moderators"),
                    ("hide", "Hide it"),
                    ("lock", "Lock the thread"),
                    ("move", "Move it into a thread of its own"),
                    ("write", "Write to them"),
                    ("warn", "Say what does not go here"),
                    ("pause", "Pause their writing for a while"),
                    ("remove", "Ask them to leave"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="logline",
            name="act",
            field=models.CharField(
                blank=True,
                choices=[
                    ("note", "Leave a note for the other moderators"),
                    ("hide", "Hide it"),
                    ("lock", "Lock the thread"),
                    ("move", "Move it into a thread of its own"),
                    ("write", "Write to them"),
                    ("warn", "Say what does not go here"),
                    ("pause", "Pause their writing for a while"),
                    ("remove", "Ask them to leave"),
                ],
                default="",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("act__in", ["note", "hide", "lock", "move", "write", "warn", "pause", "remove"])),
                name="safety_decision_act",
            ),
        ),
    ]
