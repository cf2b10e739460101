"""What people keep for themselves about meetings: the ones they saved, and the dates they were there."""

import alongside.kernel.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0004_words_in_every_language"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Saved",
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
                ("name", models.CharField(max_length=300)),
                ("remind_minutes", models.PositiveSmallIntegerField(null=True)),
                ("reckoned_for", models.DateTimeField(null=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="meetings.meeting"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Attended",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("on_date", models.DateField()),
                (
                    "saved",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="dates", to="meetings.saved"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="saved",
            index=models.Index(
                condition=models.Q(("due_at__isnull", False), ("set_aside_at__isnull", True)),
                fields=["due_at"],
                name="meetings_saved_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="saved",
            constraint=models.UniqueConstraint(fields=("owner", "meeting"), name="meetings_saved_once"),
        ),
        migrations.AddConstraint(
            model_name="saved",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="meetings_saved_named"
            ),
        ),
        migrations.AddConstraint(
            model_name="saved",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("due_at", None), ("reckoned_for", None), ("remind_minutes", None)),
                    models.Q(("remind_minutes__in", (15, 30, 60, 1440)), ("remind_minutes__isnull", False)),
                    _connector="OR",
                ),
                name="meetings_saved_reminder",
            ),
        ),
        migrations.AddConstraint(
            model_name="attended",
            constraint=models.UniqueConstraint(fields=("saved", "on_date"), name="meetings_attended_once"),
        ),
    ]
