"""What a member shares of a day with their group."""

import alongside.kernel.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0003_always_a_host"),
    ]

    operations = [
        migrations.CreateModel(
            name="DayWord",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("source", models.UUIDField()),
                ("moment", models.CharField(max_length=10)),
                ("words_sealed", models.BinaryField(null=True)),
                ("until", models.DateTimeField()),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="day_words", to="groups.membership"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["source"], name="groups_dayword_source"),
                    models.Index(fields=["until"], name="groups_dayword_until_at"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("membership", "moment"), name="groups_dayword_once"),
                    models.CheckConstraint(
                        condition=models.Q(("moment__in", ["morning", "evening"])), name="groups_dayword_moment"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("created_at"))), name="groups_dayword_until"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("words_sealed__isnull", True),
                            models.Q(("words_sealed", b""), _negated=True),
                            _connector="OR",
                        ),
                        name="groups_dayword_words",
                    ),
                ],
            },
        ),
    ]
