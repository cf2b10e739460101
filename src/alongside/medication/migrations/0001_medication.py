"""Medicines, their timing, the log, and who may see it."""

import alongside.kernel.ids
import django.contrib.postgres.fields
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
            name="Medicine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("name_sealed", models.BinaryField()),
                ("how_sealed", models.BinaryField(null=True)),
                ("is_private", models.BooleanField(default=False)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("on_day", models.DateField()),
                ("at_time", models.TimeField(null=True)),
                ("planned_for", models.DateTimeField(null=True)),
                (
                    "answer",
                    models.CharField(
                        choices=[("taken", "Taken"), ("not_this_time", "Not this time")], max_length=20, null=True
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("key", models.CharField(max_length=100, null=True)),
                (
                    "medicine",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="medication.medicine"
                    ),
                ),
            ],
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
                (
                    "tie",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="circles.tie"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Timing",
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
                ("rule", models.CharField(max_length=100)),
                ("times", django.contrib.postgres.fields.ArrayField(base_field=models.TimeField(), size=6)),
                ("begins_on", models.DateField()),
                ("zone", models.CharField(max_length=60)),
                ("moves", models.BooleanField(default=True)),
                ("reminds", models.BooleanField(default=True)),
                (
                    "again",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (15, "After 15 minutes"),
                            (30, "After half an hour"),
                            (60, "After one hour"),
                            (120, "After two hours"),
                        ],
                        null=True,
                    ),
                ),
                ("next_on", models.DateField()),
                ("next_time", models.TimeField()),
                ("open_on", models.DateField(null=True)),
                ("open_time", models.TimeField(null=True)),
                ("again_at", models.DateTimeField(null=True)),
                ("paused_at", models.DateTimeField(null=True)),
                (
                    "medicine",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="timing", to="medication.medicine"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="medicine",
            index=models.Index(fields=["person"], name="medication_medicine_person"),
        ),
        migrations.AddConstraint(
            model_name="medicine",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name_sealed", b""), _negated=True), models.Q(("how_sealed", b""), _negated=True)
                ),
                name="medication_medicine_said",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["medicine", "on_day"], name="medication_entry_day"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("medicine", "on_day", "at_time"), name="medication_entry_once"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("medicine", "key"), name="medication_entry_key"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("at_time__isnull", False), ("key__isnull", True), ("planned_for__isnull", False)),
                    models.Q(
                        ("answer__isnull", False),
                        ("at_time__isnull", True),
                        ("key__isnull", False),
                        ("planned_for__isnull", True),
                        ("answer", "taken"),
                    ),
                    _connector="OR",
                ),
                name="medication_entry_of_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer__isnull", True), ("answered_at__isnull", True)),
                    models.Q(
                        ("answer__in", ["taken", "not_this_time"]),
                        ("answer__isnull", False),
                        ("answered_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="medication_entry_answered",
            ),
        ),
        migrations.AddIndex(
            model_name="timing",
            index=models.Index(
                condition=models.Q(("due_at__isnull", False), ("set_aside_at__isnull", True)),
                fields=["due_at"],
                name="medication_timing_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="timing",
            constraint=models.CheckConstraint(
                condition=models.Q(("times__len__gte", 1), ("times__len__lte", 6)), name="medication_timing_times"
            ),
        ),
        migrations.AddConstraint(
            model_name="timing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("again__isnull", True),
                    models.Q(("again__in", [15, 30, 60, 120]), ("reminds", True)),
                    _connector="OR",
                ),
                name="medication_timing_again",
            ),
        ),
        migrations.AddConstraint(
            model_name="timing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("again_at__isnull", True), ("open_on__isnull", True), ("open_time__isnull", True)),
                    models.Q(("open_on__isnull", False), ("open_time__isnull", False)),
                    _connector="OR",
                ),
                name="medication_timing_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="timing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("due_at__isnull", False), ("paused_at__isnull", True)),
                    models.Q(("due_at__isnull", True), ("open_on__isnull", True), ("paused_at__isnull", False)),
                    _connector="OR",
                ),
                name="medication_timing_paused",
            ),
        ),
    ]
