"""Members who want to be called once they are quiet, the calls to them, and after how many days a group calls."""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0130_guests_let_go"),
    ]

    operations = [
        migrations.CreateModel(
            name="Call",
            fields=[
                ("created_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("set_aside_at", models.DateTimeField(null=True)),
                ("set_aside_why", models.TextField(blank=True, default="")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("quiet", "It has been quiet around them"),
                            ("agreed", "This date was agreed in the call before"),
                        ],
                        max_length=10,
                    ),
                ),
                ("claimed_until", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reached", "We talked"),
                            ("not_reached", "I did not reach them"),
                            ("more", "We talked, and they wish for more of it"),
                            ("no_calls", "They want no calls any more"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("done_at", models.DateTimeField(null=True)),
                ("next_on", models.DateField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CallWish",
            fields=[
                ("created_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("set_aside_at", models.DateTimeField(null=True)),
                ("set_aside_why", models.TextField(blank=True, default="")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "way",
                    models.CharField(
                        choices=[("message", "By a message here"), ("phone", "By a call to my number")], max_length=10
                    ),
                ),
                ("number_sealed", models.BinaryField(null=True)),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), size=None),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("any", "At any time of the day"),
                            ("morning", "In the morning"),
                            ("afternoon", "In the afternoon"),
                            ("evening", "In the evening"),
                        ],
                        max_length=10,
                    ),
                ),
                ("zone", models.CharField(max_length=64)),
                ("seen_on", models.DateField()),
                ("next_on", models.DateField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="group",
            name="quiet_days",
            field=models.PositiveSmallIntegerField(db_default=14, default=14),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.CheckConstraint(
                condition=models.Q(("quiet_days__in", (7, 14, 21, 30))), name="groups_group_quiet_days"
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="asked",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="groups.membership"
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="claimed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="groups.membership"
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="membership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="calls", to="groups.membership"
            ),
        ),
        migrations.AddField(
            model_name="callwish",
            name="membership",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="call_wish", to="groups.membership"
            ),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(
                condition=models.Q(("due_at__isnull", False), ("set_aside_at__isnull", True)),
                fields=["due_at"],
                name="groups_call_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outcome", "")), fields=("membership",), name="groups_call_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(("why__in", ["quiet", "agreed"])), name="groups_call_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(("claimed_by__isnull", True), ("claimed_until__isnull", False), _connector="OR"),
                name="groups_call_claim",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("claimed_by__isnull", True),
                        models.Q(("claimed_by", models.F("membership")), _negated=True),
                        _connector="OR",
                    ),
                    models.Q(
                        ("asked__isnull", True),
                        models.Q(("asked", models.F("membership")), _negated=True),
                        _connector="OR",
                    ),
                ),
                name="groups_call_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_at__isnull", True), ("next_on__isnull", True), ("outcome", "")),
                    models.Q(
                        ("done_at__isnull", False),
                        ("due_at__isnull", True),
                        ("outcome__in", ["reached", "not_reached", "more", "no_calls"]),
                    ),
                    _connector="OR",
                ),
                name="groups_call_done",
            ),
        ),
        migrations.AddIndex(
            model_name="callwish",
            index=models.Index(
                condition=models.Q(("due_at__isnull", False), ("set_aside_at__isnull", True)),
                fields=["due_at"],
                name="groups_callwish_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="callwish",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("number_sealed__isnull", False),
                        ("way", "phone"),
                        models.Q(("number_sealed", b""), _negated=True),
                    ),
                    models.Q(("number_sealed__isnull", True), ("way", "message")),
                    _connector="OR",
                ),
                name="groups_callwish_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="callwish",
            constraint=models.CheckConstraint(
                condition=models.Q(("weekdays__contained_by", [0, 1, 2, 3, 4, 5, 6]), ("weekdays__len__gt", 0)),
                name="groups_callwish_weekdays",
            ),
        ),
        migrations.AddConstraint(
            model_name="callwish",
            constraint=models.CheckConstraint(
                condition=models.Q(("part__in", ["any", "morning", "afternoon", "evening"])),
                name="groups_callwish_part",
            ),
        ),
        migrations.AddConstraint(
            model_name="callwish",
            constraint=models.CheckConstraint(
                condition=models.Q(("zone", ""), _negated=True), name="groups_callwish_zone"
            ),
        ),
    ]
