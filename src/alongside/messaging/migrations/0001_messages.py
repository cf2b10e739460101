"""Conversations, who sits in them, and what they wrote."""

import alongside.kernel.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Conversation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "origin",
                    models.CharField(choices=[("tie", "A tie of a circle"), ("group", "A group")], max_length=10),
                ),
                ("pair", models.CharField(max_length=80)),
                ("last_number", models.PositiveIntegerField(default=0)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("pair",),
                        name="messaging_conversation_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ["tie", "group"])), name="messaging_conversation_origin"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pair", ""), _negated=True), name="messaging_conversation_pair"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
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
                ("read_number", models.PositiveIntegerField(default=0)),
                (
                    "keeps_days",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "One day"), (7, "One week"), (30, "30 days"), (90, "90 days"), (365, "One year")],
                        default=90,
                    ),
                ),
                ("is_told", models.BooleanField(default=True)),
                ("blocked_at", models.DateTimeField(null=True)),
                ("left_at", models.DateTimeField(null=True)),
                ("draft_sealed", models.BinaryField(null=True)),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="messaging.conversation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("number", models.PositiveIntegerField()),
                ("text_sealed", models.BinaryField(null=True)),
                ("request_key", models.CharField(max_length=100)),
                ("for_writer_alone", models.BooleanField(default=False)),
                ("taken_back_at", models.DateTimeField(null=True)),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="messaging.conversation",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="messaging.seat"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(fields=("conversation", "person"), name="messaging_seat_once"),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("stand__in", ["in", "asked", "not_now"])), name="messaging_seat_stand"
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("keeps_days__in", [1, 7, 30, 90, 365])), name="messaging_seat_keeps"
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("draft_sealed__isnull", True),
                    models.Q(models.Q(("draft_sealed", b""), _negated=True), ("left_at__isnull", True)),
                    _connector="OR",
                ),
                name="messaging_seat_draft",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["created_at"], name="messaging_message_made"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(fields=("conversation", "number"), name="messaging_message_number"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(fields=("seat", "request_key"), name="messaging_message_once"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("taken_back_at__isnull", True), ("text_sealed__isnull", True), _connector="OR"),
                name="messaging_message_taken_back",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("taken_back_at__isnull", False),
                    models.Q(("text_sealed__isnull", False), models.Q(("text_sealed", b""), _negated=True)),
                    _connector="OR",
                ),
                name="messaging_message_says_something",
            ),
        ),
    ]
