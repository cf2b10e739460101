"""How a meeting of this place is run, who said yes to serve it, and who does so on which date."""

import alongside.kernel.ids
import datetime
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0015_forget_ties_in_the_database"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Hosting",
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
                ("format", models.CharField(max_length=40)),
                ("changes", models.JSONField(blank=True, default=dict)),
                ("held_here", models.BooleanField(default=False)),
                (
                    "chat",
                    models.CharField(
                        choices=[
                            ("off", "Nobody writes"),
                            ("host", "Only whoever leads the meeting writes"),
                            ("open", "Everybody may write"),
                        ],
                        default="off",
                        max_length=10,
                    ),
                ),
                (
                    "admits",
                    models.CharField(
                        choices=[
                            ("members", "Everybody who has an account here"),
                            ("team", "Only those who serve the meeting, to try it out"),
                        ],
                        default="members",
                        max_length=10,
                    ),
                ),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="hosting", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MeetingRole",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("chair", "Chair"),
                            ("greeter", "Greeter"),
                            ("timekeeper", "Timekeeper"),
                            ("reader", "Reader of texts"),
                            ("tech", "Tech host"),
                            ("newcomers", "Contact for newcomers"),
                            ("own", "A role of our own"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(blank=True, default="", max_length=60)),
                (
                    "hosting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="roles", to="meetings.hosting"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OwnReading",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("segment", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField()),
                (
                    "hosting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="readings", to="meetings.hosting"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RoleAsked",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="asked", to="meetings.meetingrole"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Serving",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="servings", to="meetings.meetingrole"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Service",
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
                ("on_date", models.DateField()),
                ("starts_at", models.DateTimeField()),
                ("is_own_choice", models.BooleanField(default=False)),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="services", to="meetings.meetingrole"
                    ),
                ),
                (
                    "serving",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="services",
                        to="meetings.serving",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NotThen",
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
                    "serving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="not_then", to="meetings.serving"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Steward",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "hosting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="stewards", to="meetings.hosting"
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
        migrations.AddIndex(
            model_name="hosting",
            index=models.Index(
                condition=models.Q(("due_at__isnull", False), ("set_aside_at__isnull", True)),
                fields=["due_at"],
                name="meetings_hosting_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="hosting",
            constraint=models.CheckConstraint(
                condition=models.Q(("format", ""), _negated=True), name="meetings_hosting_format"
            ),
        ),
        migrations.AddConstraint(
            model_name="hosting",
            constraint=models.CheckConstraint(
                condition=models.Q(("chat__in", ["off", "host", "open"])), name="meetings_hosting_chat"
            ),
        ),
        migrations.AddConstraint(
            model_name="hosting",
            constraint=models.CheckConstraint(
                condition=models.Q(("admits__in", ["members", "team"])), name="meetings_hosting_admits"
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingrole",
            constraint=models.UniqueConstraint(fields=("hosting", "kind", "name"), name="meetings_meetingrole_once"),
        ),
        migrations.AddConstraint(
            model_name="meetingrole",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "own"), models.Q(("name", ""), _negated=True)),
                    models.Q(
                        ("kind__in", ["chair", "greeter", "timekeeper", "reader", "tech", "newcomers"]), ("name", "")
                    ),
                    _connector="OR",
                ),
                name="meetings_meetingrole_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="ownreading",
            constraint=models.UniqueConstraint(fields=("hosting", "segment"), name="meetings_ownreading_once"),
        ),
        migrations.AddConstraint(
            model_name="ownreading",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("segment", ""), _negated=True),
                    models.Q(("title", ""), _negated=True),
                    models.Q(("text", ""), _negated=True),
                ),
                name="meetings_ownreading_written",
            ),
        ),
        migrations.AddConstraint(
            model_name="roleasked",
            constraint=models.UniqueConstraint(fields=("role", "person"), name="meetings_roleasked_once"),
        ),
        migrations.AddConstraint(
            model_name="serving",
            constraint=models.UniqueConstraint(fields=("role", "person"), name="meetings_serving_once"),
        ),
        migrations.AddIndex(
            model_name="service",
            index=models.Index(
                condition=models.Q(("due_at__isnull", False), ("set_aside_at__isnull", True)),
                fields=["due_at"],
                name="meetings_service_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.UniqueConstraint(fields=("role", "on_date"), name="meetings_service_once"),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("serving__isnull", False), ("due_at", None), _connector="OR"),
                name="meetings_service_reminded",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("on_date", None),
                    models.Q(
                        ("on_date__isnull", False),
                        ("on_date__range", (datetime.date(2000, 1, 1), datetime.date(2100, 12, 31))),
                    ),
                    _connector="OR",
                ),
                name="meetings_service_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="notthen",
            constraint=models.UniqueConstraint(fields=("serving", "on_date"), name="meetings_notthen_once"),
        ),
        migrations.AddConstraint(
            model_name="notthen",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("on_date", None),
                    models.Q(
                        ("on_date__isnull", False),
                        ("on_date__range", (datetime.date(2000, 1, 1), datetime.date(2100, 12, 31))),
                    ),
                    _connector="OR",
                ),
                name="meetings_notthen_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="steward",
            constraint=models.UniqueConstraint(fields=("hosting", "person"), name="meetings_steward_once"),
        ),
    ]
