"""Small circles: a few people who write to each other, each after a yes of their own."""

import alongside.kernel.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0021_media_cascade_in_the_database"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="conversation",
            name="is_circle",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="seat",
            name="begins_after",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="seat",
            name="name_sealed",
            field=models.BinaryField(null=True),
        ),
        migrations.CreateModel(
            name="Chair",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("source", models.UUIDField()),
                (
                    "stand",
                    models.CharField(
                        choices=[("in", "In it"), ("asked", "Asked"), ("not_now", "Not now")], max_length=10
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(null=True)),
                ("began", models.BooleanField(default=False)),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="chairs", to="messaging.conversation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("conversation", "person"), name="messaging_chair_once"),
                    models.UniqueConstraint(fields=("conversation", "place"), name="messaging_chair_place"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("place__isnull", True), models.Q(("place__gte", 1), ("place__lte", 8)), _connector="OR"
                        ),
                        name="messaging_chair_of_eight",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stand__in", ["in", "asked", "not_now"])), name="messaging_chair_stand"
                    ),
                ],
            },
        ),
    ]
