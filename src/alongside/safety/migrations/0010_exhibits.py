"""Pictures and voice notes that somebody shows with a report, sealed with the rest of it."""

import alongside.kernel.ids
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("safety", "0004_notes_go_with_their_case"),
    ]

    operations = [
        migrations.CreateModel(
            name="Exhibit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("piece", models.UUIDField()),
                ("shows", models.CharField(choices=[("picture", "Picture"), ("voice", "Voice")], max_length=10)),
                ("width", models.PositiveSmallIntegerField(default=0)),
                ("height", models.PositiveSmallIntegerField(default=0)),
                ("seconds", models.PositiveSmallIntegerField(default=0)),
                ("data_sealed", models.BinaryField()),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="exhibits", to="safety.report"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("report", "piece", "shows"), name="safety_exhibit_once"),
                    models.CheckConstraint(
                        condition=models.Q(("shows__in", ["picture", "voice"])), name="safety_exhibit_shows"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("data_sealed", b""), _negated=True),
                            django.db.models.lookups.LessThanOrEqual(
                                django.db.models.functions.text.Length("data_sealed"), 1500100
                            ),
                        ),
                        name="safety_exhibit_size",
                    ),
                ],
            },
        ),
    ]
