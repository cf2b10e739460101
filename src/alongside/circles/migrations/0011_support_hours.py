"""A kind of support may have hours of its own, and an ask may be about the hours somebody has given already."""

import alongside.kernel.ids
import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

# Back to a release that asks for certain hours alone.
HOURS_OF_THE_TIE = """
UPDATE circles_ask SET hours = circles_tie.hours
FROM circles_tie WHERE circles_tie.id = circles_ask.tie_id AND circles_ask.hours IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("circles", "0010_thanks_unsaid"),
    ]

    operations = [
        migrations.CreateModel(
            name="SupportHours",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "support",
                    models.CharField(
                        choices=[
                            ("emotional", "Someone to talk to"),
                            ("accountability", "Help me keep to what I decided"),
                            ("practical", "Practical help"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "hours",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), blank=True, default=list, size=None
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="supporthours",
            name="tie",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="support_hours", to="circles.tie"
            ),
        ),
        migrations.AddConstraint(
            model_name="supporthours",
            constraint=models.UniqueConstraint(fields=("tie", "support"), name="circles_supporthours_once"),
        ),
        migrations.AddConstraint(
            model_name="supporthours",
            constraint=models.CheckConstraint(
                condition=models.Q(("support__in", ["emotional", "accountability", "practical"])),
                name="circles_supporthours_support",
            ),
        ),
        migrations.AddConstraint(
            model_name="supporthours",
            constraint=models.CheckConstraint(
                condition=models.Q(("hours__contained_by", list(range(168)))), name="circles_supporthours_hours"
            ),
        ),
        migrations.AlterField(
            model_name="ask",
            name="hours",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.PositiveSmallIntegerField(), blank=True, null=True, size=None
            ),
        ),
        migrations.RunSQL(migrations.RunSQL.noop, HOURS_OF_THE_TIE),
    ]
