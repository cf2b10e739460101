"""Threads that open by themselves, who hosts them in turn, and which have opened."""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0100_time_to_answer"),
    ]

    operations = [
        migrations.CreateModel(
            name="Regular",
            fields=[
                ("created_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("set_aside_at", models.DateTimeField(null=True)),
                ("set_aside_why", models.TextField(blank=True, default="")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=80)),
                ("text", models.TextField()),
                ("note", models.CharField(blank=True, default="", max_length=100)),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), size=None),
                ),
                ("at", models.TimeField()),
                ("zone", models.CharField(max_length=64)),
                ("with_pledge", models.BooleanField(default=False)),
                ("next_day", models.DateField(null=True)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="regulars", to="groups.group"
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="groups.membership",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RegularDay",
            fields=[
                ("created_at", models.DateTimeField()),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("day", models.DateField()),
                (
                    "host",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="groups.membership",
                    ),
                ),
                (
                    "regular",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="days", to="groups.regular"
                    ),
                ),
                (
                    "thread",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="regular_day", to="groups.thread"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RegularHost",
            fields=[
                ("created_at", models.DateTimeField()),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("hosted_on", models.DateField(null=True)),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="groups.membership"
                    ),
                ),
                (
                    "regular",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="hosts", to="groups.regular"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="regular",
            index=models.Index(
                condition=models.Q(("due_at__isnull", False), ("set_aside_at__isnull", True)),
                fields=["due_at"],
                name="groups_regular_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="regular",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("title", ""), _negated=True), models.Q(("text", ""), _negated=True)),
                name="groups_regular_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="regular",
            constraint=models.CheckConstraint(
                condition=models.Q(("weekdays__contained_by", [0, 1, 2, 3, 4, 5, 6]), ("weekdays__len__gt", 0)),
                name="groups_regular_weekdays",
            ),
        ),
        migrations.AddConstraint(
            model_name="regular",
            constraint=models.CheckConstraint(
                condition=models.Q(("zone", ""), _negated=True), name="groups_regular_zone"
            ),
        ),
        migrations.AddConstraint(
            model_name="regular",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_at__isnull", True), ("next_day__isnull", False), _connector="OR"),
                name="groups_regular_next_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="regularday",
            constraint=models.UniqueConstraint(fields=("regular", "day"), name="groups_regularday_once"),
        ),
        migrations.AddConstraint(
            model_name="regularhost",
            constraint=models.UniqueConstraint(fields=("regular", "membership"), name="groups_regularhost_once"),
        ),
    ]
