"""A tie can offer to come along to a meeting, or to pick somebody up who asked them to come along."""

import alongside.kernel.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("circles", "0013_cascade_in_the_database"),
        ("meetings", "0091_bridge_cascades"),
    ]

    operations = [
        migrations.CreateModel(
            name="CompanyOffer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "way",
                    models.CharField(
                        choices=[("come", "Come along"), ("pick_up", "Pick me up, and come along")], max_length=20
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "Offered"),
                            ("taken_up", "Taken up"),
                            ("not_now", "Not now"),
                            ("taken_back", "Taken back"),
                        ],
                        default="offered",
                        max_length=20,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="along",
            name="offers_pick_up",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddConstraint(
            model_name="along",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("offers_pick_up", False),
                    models.Q(("way", "come"), models.Q(("state", "asked"), _negated=True)),
                    _connector="OR",
                ),
                name="meetings_along_pick_up",
            ),
        ),
        migrations.AddField(
            model_name="companyoffer",
            name="tie",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="circles.tie"),
        ),
        migrations.AddConstraint(
            model_name="companyoffer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)), fields=("tie",), name="meetings_companyoffer_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="companyoffer",
            constraint=models.CheckConstraint(
                condition=models.Q(("way__in", ["come", "pick_up"])), name="meetings_companyoffer_way"
            ),
        ),
        migrations.AddConstraint(
            model_name="companyoffer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("state", "offered")),
                    models.Q(("ended_at__isnull", False), ("state__in", ("taken_up", "not_now", "taken_back"))),
                    _connector="OR",
                ),
                name="meetings_companyoffer_state",
            ),
        ),
    ]
