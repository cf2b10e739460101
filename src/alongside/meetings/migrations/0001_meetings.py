"""Sources of meetings, their readings, meetings, single dates that differ, and reports."""

import alongside.kernel.ids
import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("name", models.CharField(max_length=200)),
                ("url", models.CharField(blank=True, default="", max_length=2000)),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("meeting-guide", "Meeting Guide"),
                            ("bmlt", "BMLT"),
                            ("csv", "Table (CSV)"),
                            ("ical", "Calendar (iCalendar)"),
                        ],
                        max_length=20,
                    ),
                ),
                ("program", models.CharField(max_length=20)),
                ("timezone", models.CharField(max_length=60)),
                (
                    "trust",
                    models.CharField(
                        choices=[("whole", "What it says goes in at once"), ("look", "Somebody has a look first")],
                        default="whole",
                        max_length=10,
                    ),
                ),
                ("every_hours", models.PositiveSmallIntegerField(default=24)),
                ("etag", models.CharField(blank=True, default="", max_length=500)),
                ("last_modified", models.CharField(blank=True, default="", max_length=100)),
                ("read_at", models.DateTimeField(null=True)),
                ("next_read_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("next_read_at__isnull", False)),
                        fields=["next_read_at"],
                        name="meetings_source_next_read",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("format__in", ["meeting-guide", "bmlt", "csv", "ical"])),
                        name="meetings_source_format",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("trust__in", ["whole", "look"])), name="meetings_source_trust"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="meetings_source_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("every_hours__gte", 1), ("every_hours__lte", 720)),
                        name="meetings_source_every",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("url", ""), _negated=True),
                            models.Q(("etag", ""), ("last_modified", ""), ("next_read_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="meetings_source_file",
                    ),
                    models.UniqueConstraint(fields=("name",), name="meetings_source_named_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("url", ""), _negated=True), fields=("url",), name="meetings_source_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("slug", models.CharField(max_length=150, unique=True)),
                ("source_slug", models.CharField(blank=True, default="", max_length=300)),
                ("fingerprint", models.CharField(blank=True, default="", max_length=64)),
                ("name", models.CharField(max_length=300)),
                ("program", models.CharField(max_length=20)),
                (
                    "types",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), blank=True, default=list, size=None
                    ),
                ),
                (
                    "attendance",
                    models.CharField(
                        choices=[("in_person", "In person"), ("online", "Online"), ("hybrid", "In person and online")],
                        max_length=20,
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("weekly", "Every week"),
                            ("monthly", "Every month"),
                            ("once", "Once"),
                            ("by_appointment", "By appointment"),
                        ],
                        max_length=20,
                    ),
                ),
                ("day", models.SmallIntegerField(null=True)),
                ("nth", models.SmallIntegerField(null=True)),
                ("on_date", models.DateField(null=True)),
                ("time", models.TimeField(null=True)),
                ("duration_min", models.PositiveSmallIntegerField(null=True)),
                ("timezone", models.CharField(max_length=60)),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
                    ),
                ),
                ("location", models.CharField(blank=True, default="", max_length=500)),
                ("street", models.CharField(blank=True, default="", max_length=500)),
                ("city", models.CharField(blank=True, default="", max_length=200)),
                ("region", models.CharField(blank=True, default="", max_length=200)),
                ("postal_code", models.CharField(blank=True, default="", max_length=30)),
                ("country", models.CharField(blank=True, default="", max_length=100)),
                ("formatted_address", models.CharField(blank=True, default="", max_length=1000)),
                ("latitude", models.FloatField(null=True)),
                ("longitude", models.FloatField(null=True)),
                ("is_approximate", models.BooleanField(default=False)),
                ("conference_url", models.CharField(blank=True, default="", max_length=2000)),
                ("conference_url_notes", models.TextField(blank=True, default="")),
                ("conference_phone", models.CharField(blank=True, default="", max_length=300)),
                ("conference_phone_notes", models.TextField(blank=True, default="")),
                ("notes", models.TextField(blank=True, default="")),
                ("location_notes", models.TextField(blank=True, default="")),
                ("group", models.CharField(blank=True, default="", max_length=300)),
                ("group_notes", models.TextField(blank=True, default="")),
                (
                    "regions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), blank=True, default=list, size=None
                    ),
                ),
                ("contacts", models.JSONField(blank=True, default=dict)),
                ("extra", models.JSONField(blank=True, default=dict)),
                ("feed_updated", models.CharField(blank=True, default="", max_length=30)),
                ("is_closed", models.BooleanField(default=False)),
                ("closed_until", models.DateField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("listed", "Listed"), ("not_confirmed", "Not confirmed"), ("gone", "Gone")],
                        default="listed",
                        max_length=20,
                    ),
                ),
                ("state_since", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "confirmed_by",
                    models.CharField(
                        choices=[
                            ("source", "Its source"),
                            ("secretary", "Its secretary"),
                            ("organiser", "An organiser of this place"),
                        ],
                        max_length=20,
                        null=True,
                    ),
                ),
                ("changed_at", models.DateTimeField()),
                ("sequence", models.PositiveIntegerField(default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="meetings",
                        to="meetings.source",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Occurrence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("on_date", models.DateField()),
                ("is_cancelled", models.BooleanField(default=False)),
                ("moved_date", models.DateField(null=True)),
                ("moved_time", models.TimeField(null=True)),
                ("place", models.CharField(blank=True, default="", max_length=500)),
                ("words", models.CharField(blank=True, default="", max_length=500)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="occurrences", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "on_date"), name="meetings_occurrence_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_cancelled", True), ("moved_date", None), ("moved_time", None), ("place", "")),
                            models.Q(
                                ("is_cancelled", False), ("moved_date__isnull", False), ("moved_time__isnull", False)
                            ),
                            models.Q(
                                ("is_cancelled", False),
                                ("moved_date", None),
                                ("moved_time", None),
                                models.Q(("place", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="meetings_occurrence_differs",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("on_date", models.DateField()),
                ("was_there", models.BooleanField()),
                ("reporter", models.CharField(max_length=64)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reports", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "on_date", "reporter"), name="meetings_report_once"),
                    models.CheckConstraint(
                        condition=models.Q(("reporter", ""), _negated=True), name="meetings_report_by_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("done", "It was read."),
                            ("unchanged", "Nothing has changed since the last time."),
                            ("held", "It waits for somebody to have a look."),
                            ("failed", "It could not be read."),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.TextField(blank=True, default="")),
                ("added", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                ("gone", models.PositiveIntegerField(default=0)),
                ("skipped", models.JSONField(blank=True, default=list)),
                ("feed", models.BinaryField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="readings", to="meetings.source"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["source", "-created_at"], name="meetings_reading_latest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["done", "unchanged", "held", "failed"])),
                        name="meetings_reading_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "held"), models.Q(("reason", ""), _negated=True)),
                            models.Q(("decided_at__isnull", True), ("feed__isnull", True)),
                            _connector="OR",
                        ),
                        name="meetings_reading_held",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decided_at__isnull", True), ("feed__isnull", True), _connector="OR"),
                        name="meetings_reading_decided",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at__isnull", True), ("outcome", "held")),
                        fields=("source",),
                        name="meetings_reading_held_once",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["state", "state_since"], name="meetings_meeting_state_since"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(fields=("source", "source_slug"), name="meetings_meeting_once"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("fingerprint", ""), ("source__isnull", True), ("source_slug", "")),
                    models.Q(
                        ("source__isnull", False),
                        models.Q(("source_slug", ""), _negated=True),
                        models.Q(("fingerprint", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="meetings_meeting_of_a_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("name", ""), _negated=True), models.Q(("slug", ""), _negated=True)),
                name="meetings_meeting_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("attendance__in", ["in_person", "online", "hybrid"])),
                name="meetings_meeting_attendance",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("day", None), ("nth", None), ("on_date", None), ("rhythm", "by_appointment"), ("time", None)
                    ),
                    models.Q(
                        ("nth", None),
                        ("on_date", None),
                        ("rhythm", "weekly"),
                        ("day__isnull", False),
                        ("day__range", (0, 6)),
                        ("time__isnull", False),
                    ),
                    models.Q(
                        ("nth__in", (-1, 1, 2, 3, 4)),
                        ("nth__isnull", False),
                        ("on_date", None),
                        ("rhythm", "monthly"),
                        ("day__isnull", False),
                        ("day__range", (0, 6)),
                        ("time__isnull", False),
                    ),
                    models.Q(
                        ("day", None),
                        ("nth", None),
                        ("on_date__isnull", False),
                        ("rhythm", "once"),
                        ("time__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="meetings_meeting_rhythm",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("duration_min", None), ("duration_min__range", (1, 1440)), _connector="OR"),
                name="meetings_meeting_duration",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude", None), ("longitude", None)),
                    models.Q(
                        ("latitude__isnull", False),
                        ("latitude__range", (-90.0, 90.0)),
                        ("longitude__isnull", False),
                        ("longitude__range", (-180.0, 180.0)),
                    ),
                    _connector="OR",
                ),
                name="meetings_meeting_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_closed", True), ("closed_until", None), _connector="OR"),
                name="meetings_meeting_closed",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["listed", "not_confirmed", "gone"])), name="meetings_meeting_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at", None), ("confirmed_by", None)),
                    models.Q(
                        ("confirmed_at__isnull", False),
                        ("confirmed_by__in", ["source", "secretary", "organiser"]),
                        ("confirmed_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="meetings_meeting_confirmed",
            ),
        ),
    ]
