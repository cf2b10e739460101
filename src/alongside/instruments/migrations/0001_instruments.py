"""Results of questionnaires, when they are taken again, and who may read the numbers."""

import alongside.kernel.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("circles", "0013_cascade_in_the_database"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Result",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("instrument", models.CharField(max_length=40)),
                ("answers_sealed", models.BinaryField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "instrument", "created_at"], name="instruments_result_history")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("answers_sealed", b""), _negated=True), name="instruments_result_answers"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("instrument", ""), _negated=True), name="instruments_result_instrument"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rhythm",
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
                ("instrument", models.CharField(max_length=40)),
                ("every", models.CharField(max_length=20)),
                ("asked_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_at__isnull", False), ("set_aside_at__isnull", True)),
                        fields=["due_at"],
                        name="instruments_rhythm_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "instrument"), name="instruments_rhythm_once"),
                    models.CheckConstraint(
                        condition=models.Q(("every__in", ["2-weeks", "4-weeks", "3-months"])),
                        name="instruments_rhythm_every",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("asked_at__isnull", True), ("due_at__isnull", False)),
                            models.Q(("asked_at__isnull", False), ("due_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="instruments_rhythm_due_or_asked",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("instrument", models.CharField(max_length=40)),
                (
                    "tie",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="circles.tie"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("tie", "instrument"), name="instruments_share_once"),
                    models.CheckConstraint(
                        condition=models.Q(("instrument", ""), _negated=True), name="instruments_share_instrument"
                    ),
                ],
            },
        ),
    ]
