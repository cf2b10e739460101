"""Posts that wait for somebody to answer them."""

import alongside.kernel.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0021_cascade_of_threads"),
    ]

    operations = [
        migrations.CreateModel(
            name="Waiting",
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
                ("answer_by", models.DateTimeField()),
                ("level", models.PositiveSmallIntegerField(null=True)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "claimed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="groups.membership",
                    ),
                ),
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="waiting", to="groups.post"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_at__isnull", False), ("set_aside_at__isnull", True)),
                        fields=["due_at"],
                        name="groups_waiting_due",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("answer_by__gt", models.F("created_at"))), name="groups_waiting_answer_by"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("claimed_by__isnull", True), ("claimed_until__isnull", False), _connector="OR"
                        ),
                        name="groups_waiting_claim",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answered_at__isnull", True), ("due_at__isnull", True), _connector="OR"),
                        name="groups_waiting_answered",
                    ),
                ],
            },
        ),
    ]
