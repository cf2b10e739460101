"""Events of groups: who comes and speaks, what is asked and answered."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0070_moderated"),
    ]

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                ("created_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("set_aside_at", models.DateTimeField(null=True)),
                ("set_aside_why", models.TextField(blank=True, default="")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=120)),
                ("about", models.TextField()),
                ("about_html", models.TextField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("talk", "A talk, with questions after it"), ("questions", "Questions and answers")],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("live", "Going on now"),
                            ("over", "Over"),
                            ("cancelled", "Called off"),
                        ],
                        default="planned",
                        max_length=20,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("zone", models.CharField(max_length=60)),
                ("minutes", models.PositiveSmallIntegerField()),
                ("call_url", models.CharField(blank=True, default="", max_length=2000)),
                ("is_reminded", models.BooleanField(default=False)),
                ("began_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=0)),
                ("moved", models.PositiveIntegerField(default=0)),
                ("summary", models.TextField(blank=True, default="")),
                ("summary_html", models.TextField(blank=True, default="")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="events", to="groups.group"
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="groups.membership",
                    ),
                ),
                (
                    "summary_by",
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
            name="EventComing",
            fields=[
                ("created_at", models.DateTimeField()),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="comings", to="groups.event"
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="groups.membership"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EventGuest",
            fields=[
                ("created_at", models.DateTimeField()),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "said",
                    models.CharField(
                        choices=[("asked", "Asked, no word yet"), ("yes", "Speaks"), ("no", "Not this time")],
                        default="asked",
                        max_length=10,
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="guests", to="groups.event"
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="groups.membership"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EventMute",
            fields=[
                ("created_at", models.DateTimeField()),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="mutes", to="groups.event"
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="groups.membership"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EventQuestion",
            fields=[
                ("created_at", models.DateTimeField()),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("is_anonymous", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits"),
                            ("taken", "Comes soon"),
                            ("put_off", "Put off"),
                            ("merged", "Asked together with another one"),
                            ("on_stage", "On the stage now"),
                            ("answered", "Answered"),
                        ],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                ("words_sealed", models.BinaryField(null=True)),
                ("words", models.TextField(blank=True, default="")),
                ("taken_at", models.DateTimeField(null=True)),
                ("staged_at", models.DateTimeField(null=True)),
                (
                    "asker",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="groups.membership"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="groups.event"
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="together",
                        to="groups.eventquestion",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="groups.membership",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EventLine",
            fields=[
                ("created_at", models.DateTimeField()),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("words_sealed", models.BinaryField()),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="groups.event"
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="groups.membership"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="groups.eventquestion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EventVote",
            fields=[
                ("created_at", models.DateTimeField()),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="groups.membership"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="votes", to="groups.eventquestion"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("due_at__isnull", False), ("set_aside_at__isnull", True)),
                fields=["due_at"],
                name="groups_event_due",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["group", "starts_at"], name="groups_event_times"),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("title", ""), _negated=True),
                    models.Q(("about", ""), _negated=True),
                    models.Q(("zone", ""), _negated=True),
                ),
                name="groups_event_says",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["talk", "questions"])), name="groups_event_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__range", (10, 480))), name="groups_event_minutes"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("call_url", ""), ("call_url__startswith", "https://"), _connector="OR"),
                name="groups_event_call_url",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("began_at__isnull", True), ("ended_at__isnull", True), ("state", "planned")),
                    models.Q(("began_at__isnull", False), ("ended_at__isnull", True), ("state", "live")),
                    models.Q(("began_at__isnull", False), ("ended_at__isnull", False), ("state", "over")),
                    models.Q(("began_at__isnull", True), ("ended_at__isnull", False), ("state", "cancelled")),
                    _connector="OR",
                ),
                name="groups_event_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at__isnull", True),
                    ("began_at__isnull", True),
                    ("ended_at__gte", models.F("began_at")),
                    _connector="OR",
                ),
                name="groups_event_ends_after",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("summary", ""), ("summary_html", "")),
                    models.Q(("state", "over"), models.Q(("summary", ""), _negated=True)),
                    _connector="OR",
                ),
                name="groups_event_summary_after",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventcoming",
            constraint=models.UniqueConstraint(fields=("event", "membership"), name="groups_eventcoming_once"),
        ),
        migrations.AddConstraint(
            model_name="eventguest",
            constraint=models.UniqueConstraint(fields=("event", "membership"), name="groups_eventguest_once"),
        ),
        migrations.AddConstraint(
            model_name="eventguest",
            constraint=models.CheckConstraint(
                condition=models.Q(("said__in", ["asked", "yes", "no"])), name="groups_eventguest_said"
            ),
        ),
        migrations.AddConstraint(
            model_name="eventmute",
            constraint=models.UniqueConstraint(fields=("event", "membership"), name="groups_eventmute_once"),
        ),
        migrations.AddConstraint(
            model_name="eventquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "taken", "put_off", "merged", "on_stage", "answered"])),
                name="groups_eventquestion_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("staged_at__isnull", False),
                        ("state__in", ("on_stage", "answered")),
                        ("words_sealed__isnull", True),
                        models.Q(("words", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state__in", ("on_stage", "answered")), _negated=True),
                        ("staged_at__isnull", True),
                        ("words", ""),
                        ("words_sealed__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="groups_eventquestion_sealed_before",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventquestion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "on_stage")), fields=("event",), name="groups_eventquestion_one_on_stage"
            ),
        ),
        migrations.AddConstraint(
            model_name="eventquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("merged_into__isnull", False), ("state", "merged")),
                    models.Q(models.Q(("state", "merged"), _negated=True), ("merged_into__isnull", True)),
                    _connector="OR",
                ),
                name="groups_eventquestion_merged",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "taken"), ("taken_at__isnull", False)),
                    models.Q(
                        models.Q(("state", "taken"), _negated=True),
                        ("taken_at__isnull", True),
                        ("taken_by__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="groups_eventquestion_taken",
            ),
        ),
        migrations.AddIndex(
            model_name="eventline",
            index=models.Index(fields=["event", "created_at"], name="groups_eventline_order"),
        ),
        migrations.AddConstraint(
            model_name="eventline",
            constraint=models.CheckConstraint(
                condition=models.Q(("words_sealed", b""), _negated=True), name="groups_eventline_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="eventvote",
            constraint=models.UniqueConstraint(fields=("question", "membership"), name="groups_eventvote_once"),
        ),
    ]
