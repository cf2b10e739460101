"""Plans, what stands in them, and who may read which step."""

import alongside.kernel.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("circles", "0010_thanks_unsaid"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("kind", models.CharField(max_length=20)),
                ("looked_at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("step", models.CharField(max_length=20)),
                ("place", models.PositiveSmallIntegerField()),
                ("words_sealed", models.BinaryField(null=True)),
                (
                    "tie",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="circles.tie"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="plans.plan"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("step", models.CharField(max_length=20)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shares", to="plans.plan"
                    ),
                ),
                (
                    "tie",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="circles.tie"),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(fields=("owner", "kind"), name="plans_plan_one_of_a_kind"),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["safety", "staying-well"])), name="plans_plan_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("looked_at__gte", models.F("created_at"))), name="plans_plan_looked_at"
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(fields=("plan", "step", "place"), name="plans_item_place"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(fields=("plan", "step", "tie"), name="plans_item_tie_once"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "step__in",
                        [
                            "signs",
                            "alone",
                            "company",
                            "helpers",
                            "services",
                            "safer",
                            "daily",
                            "triggers",
                            "early",
                            "helps",
                            "breaking",
                        ],
                    )
                ),
                name="plans_item_step",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("tie__isnull", True),
                        ("words_sealed__isnull", False),
                        models.Q(("words_sealed", b""), _negated=True),
                    ),
                    models.Q(
                        ("step__in", ["breaking", "company", "helpers", "helps", "services"]),
                        ("tie__isnull", False),
                        ("words_sealed__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="plans_item_words_or_tie",
            ),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.UniqueConstraint(fields=("plan", "step", "tie"), name="plans_share_once"),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "step__in",
                        [
                            "signs",
                            "alone",
                            "company",
                            "helpers",
                            "services",
                            "safer",
                            "daily",
                            "triggers",
                            "early",
                            "helps",
                            "breaking",
                        ],
                    )
                ),
                name="plans_share_step",
            ),
        ),
    ]
