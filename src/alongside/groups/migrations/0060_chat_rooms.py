"""Chat rooms of groups, lines and who is seen in them; how long a group's rooms remember."""

import alongside.kernel.ids
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0050_lets_write"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChatLine",
            fields=[
                ("created_at", models.DateTimeField()),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("changed", models.PositiveBigIntegerField()),
                ("key", models.UUIDField()),
                ("words_sealed", models.BinaryField(null=True)),
                ("hidden_at", models.DateTimeField(null=True)),
                ("hidden_why", models.CharField(blank=True, default="", max_length=200)),
                ("taken_back_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ChatPresence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ChatRoom",
            fields=[
                ("created_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("set_aside_at", models.DateTimeField(null=True)),
                ("set_aside_why", models.TextField(blank=True, default="")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60)),
                ("purpose", models.CharField(max_length=300)),
                ("place", models.PositiveIntegerField()),
                ("slow_seconds", models.PositiveSmallIntegerField(default=0)),
                ("quiet_until", models.DateTimeField(null=True)),
                ("sleeps_from", models.TimeField(null=True)),
                ("sleeps_to", models.TimeField(null=True)),
                ("zone", models.CharField(default="UTC", max_length=60)),
                ("version", models.PositiveBigIntegerField(default=0)),
                ("last_number", models.PositiveIntegerField(default=0)),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="group",
            name="chat_days",
            field=models.PositiveSmallIntegerField(db_default=7, default=7),
        ),
        migrations.AddField(
            model_name="membership",
            name="shows_here",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.CheckConstraint(
                condition=models.Q(("chat_days__in", (1, 7, 30, 90))), name="groups_group_chat_days"
            ),
        ),
        migrations.AddField(
            model_name="chatline",
            name="membership",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="chat_lines",
                to="groups.membership",
            ),
        ),
        migrations.AddField(
            model_name="chatpresence",
            name="membership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="groups.membership"
            ),
        ),
        migrations.AddField(
            model_name="chatroom",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="chat_rooms", to="groups.group"
            ),
        ),
        migrations.AddField(
            model_name="chatpresence",
            name="room",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="presences", to="groups.chatroom"
            ),
        ),
        migrations.AddField(
            model_name="chatline",
            name="room",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="groups.chatroom"
            ),
        ),
        migrations.AddIndex(
            model_name="chatroom",
            index=models.Index(
                condition=models.Q(("due_at__isnull", False), ("set_aside_at__isnull", True)),
                fields=["due_at"],
                name="groups_chatroom_due",
            ),
        ),
        migrations.AddIndex(
            model_name="chatroom",
            index=models.Index(fields=["group", "place"], name="groups_chatroom_order"),
        ),
        migrations.AddConstraint(
            model_name="chatroom",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("name", ""), _negated=True), models.Q(("purpose", ""), _negated=True)),
                name="groups_chatroom_says_what_it_is",
            ),
        ),
        migrations.AddConstraint(
            model_name="chatroom",
            constraint=models.CheckConstraint(
                condition=models.Q(("slow_seconds__lte", 3600)), name="groups_chatroom_slow"
            ),
        ),
        migrations.AddConstraint(
            model_name="chatroom",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sleeps_from__isnull", True), ("sleeps_to__isnull", True)),
                    models.Q(
                        ("sleeps_from__isnull", False),
                        ("sleeps_to__isnull", False),
                        models.Q(("sleeps_from", models.F("sleeps_to")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="groups_chatroom_sleeps",
            ),
        ),
        migrations.AddConstraint(
            model_name="chatroom",
            constraint=models.CheckConstraint(
                condition=models.Q(("version__gte", models.F("last_number"))), name="groups_chatroom_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="chatroom",
            constraint=models.CheckConstraint(
                condition=models.Q(("closed_at__isnull", True), ("due_at__isnull", True), _connector="OR"),
                name="groups_chatroom_closed",
            ),
        ),
        migrations.AddConstraint(
            model_name="chatpresence",
            constraint=models.UniqueConstraint(fields=("room", "membership"), name="groups_chatpresence_once"),
        ),
        migrations.AddConstraint(
            model_name="chatpresence",
            constraint=models.CheckConstraint(
                condition=models.Q(("seen_at__gte", models.F("created_at"))), name="groups_chatpresence_seen"
            ),
        ),
        migrations.AddIndex(
            model_name="chatline",
            index=models.Index(fields=["room", "changed"], name="groups_chatline_changes"),
        ),
        migrations.AddIndex(
            model_name="chatline",
            index=models.Index(fields=["room", "created_at"], name="groups_chatline_age"),
        ),
        migrations.AddConstraint(
            model_name="chatline",
            constraint=models.UniqueConstraint(fields=("room", "number"), name="groups_chatline_number"),
        ),
        migrations.AddConstraint(
            model_name="chatline",
            constraint=models.UniqueConstraint(fields=("room", "key"), name="groups_chatline_key"),
        ),
        migrations.AddConstraint(
            model_name="chatline",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gt", 0)), name="groups_chatline_number_counts"
            ),
        ),
        migrations.AddConstraint(
            model_name="chatline",
            constraint=models.CheckConstraint(
                condition=models.Q(("changed__gte", models.F("number"))), name="groups_chatline_changed"
            ),
        ),
        migrations.AddConstraint(
            model_name="chatline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("membership__isnull", False),
                        ("taken_back_at__isnull", True),
                        ("words_sealed__isnull", False),
                        models.Q(("words_sealed", b""), _negated=True),
                    ),
                    models.Q(
                        ("membership__isnull", True), ("taken_back_at__isnull", False), ("words_sealed__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="groups_chatline_whole_or_taken_back",
            ),
        ),
        migrations.AddConstraint(
            model_name="chatline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("hidden_at__isnull", True), ("hidden_why", "")),
                    models.Q(
                        ("hidden_at__isnull", False),
                        ("taken_back_at__isnull", True),
                        models.Q(("hidden_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="groups_chatline_hidden",
            ),
        ),
    ]
