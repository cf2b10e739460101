"""Talks may go over a bridge (Janus): its rooms, the lines of browsers to it, and more places in a talk."""

import django.db.models.deletion
from django.db import migrations, models

import alongside.kernel.ids

ID = models.UUIDField(default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0080_call_elsewhere")]

    operations = [
        migrations.RemoveConstraint(model_name="voiceseat", name="meetings_voiceseat_places"),
        migrations.AddConstraint(
            model_name="voiceseat",
            constraint=models.CheckConstraint(
                condition=models.Q(("place__range", (1, 50))), name="meetings_voiceseat_places"
            ),
        ),
        migrations.CreateModel(
            name="BridgeRoom",
            fields=[
                ("id", ID.clone()),
                ("created_at", models.DateTimeField()),
                (
                    "gathering",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="bridge",
                        to="meetings.gathering",
                    ),
                ),
                ("number", models.BigIntegerField(unique=True)),
                ("secret", models.CharField(max_length=64)),
                ("pin", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number__gt", 0),
                            models.Q(("secret", ""), _negated=True),
                            models.Q(("pin", ""), _negated=True),
                        ),
                        name="meetings_bridgeroom",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BridgeLine",
            fields=[
                ("id", ID.clone()),
                ("created_at", models.DateTimeField()),
                (
                    "seat",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="line",
                        to="meetings.voiceseat",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="meetings.bridgeroom"
                    ),
                ),
                ("session", models.BigIntegerField(unique=True)),
                ("handle", models.BigIntegerField()),
                ("feed", models.BigIntegerField()),
                ("is_up", models.BooleanField(default=False)),
                ("listener", models.BigIntegerField(null=True)),
                ("hears", models.JSONField(default=dict)),
                ("kept_at", models.DateTimeField()),
                ("busy_until", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("room", "feed"), name="meetings_bridgeline_feed_once"),
                    models.CheckConstraint(
                        condition=models.Q(("feed__gt", 0), ("handle__gt", 0), ("session__gt", 0)),
                        name="meetings_bridgeline_numbers",
                    ),
                ],
            },
        ),
    ]
