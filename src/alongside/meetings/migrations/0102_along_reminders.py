"""Whoever said yes to come along can be reminded."""

import alongside.kernel.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0101_company_cascades"),
    ]

    operations = [
        migrations.CreateModel(
            name="AlongReminder",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("set_aside_at", models.DateTimeField(null=True)),
                ("set_aside_why", models.TextField(blank=True, default="")),
                ("minutes", models.PositiveSmallIntegerField()),
                ("reckoned_for", models.DateTimeField(null=True)),
                (
                    "along",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reminder", to="meetings.along"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_at__isnull", False), ("set_aside_at__isnull", True)),
                        fields=["due_at"],
                        name="meetings_alongreminder_due",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("minutes__in", (15, 30, 60, 1440))), name="meetings_alongreminder_minutes"
                    )
                ],
            },
        ),
    ]
