"""Whom somebody asked to come along to a meeting they saved."""

import alongside.kernel.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("circles", "0013_cascade_in_the_database"),
        ("meetings", "0011_calendar_feed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Along",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("on_date", models.DateField()),
                ("starts_at", models.DateTimeField()),
                (
                    "way",
                    models.CharField(
                        choices=[("come", "Come along"), ("pick_up", "Pick me up, and come along")], max_length=20
                    ),
                ),
                ("words_sealed", models.BinaryField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked, no answer yet"),
                            ("agreed", "They said yes"),
                            ("not_now", "Not now"),
                            ("taken_back", "Taken back"),
                            ("called_off", "Called off"),
                        ],
                        default="asked",
                        max_length=20,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "saved",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="asked_along", to="meetings.saved"
                    ),
                ),
                (
                    "tie",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="circles.tie"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["starts_at"], name="meetings_along_starts_at")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("saved", "tie", "on_date"),
                        name="meetings_along_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["come", "pick_up"])), name="meetings_along_way"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("state__in", ("asked", "agreed"))),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("state__in", ("not_now", "taken_back", "called_off")),
                                ("words_sealed__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="meetings_along_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("words_sealed__isnull", True),
                            models.Q(("words_sealed", b""), _negated=True),
                            _connector="OR",
                        ),
                        name="meetings_along_words",
                    ),
                ],
            },
        ),
    ]
