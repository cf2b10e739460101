"""Filled worksheets, and who may read which."""

import alongside.kernel.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("circles", "0013_cascade_in_the_database"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Sheet",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("worksheet", models.CharField(max_length=40)),
                ("once", models.CharField(max_length=100)),
                ("on_day", models.DateField()),
                ("changed_at", models.DateTimeField()),
                ("words_sealed", models.BinaryField()),
                ("is_at_hand", models.BooleanField(default=False)),
                ("surf_until", models.DateTimeField(null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
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
                (
                    "tie",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="circles.tie"),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shares", to="toolbox.sheet"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="sheet",
            index=models.Index(fields=["owner", "-created_at", "-id"], name="toolbox_sheet_newest"),
        ),
        migrations.AddConstraint(
            model_name="sheet",
            constraint=models.UniqueConstraint(fields=("owner", "worksheet", "once"), name="toolbox_sheet_once"),
        ),
        migrations.AddConstraint(
            model_name="sheet",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("once", ""), _negated=True), models.Q(("worksheet", ""), _negated=True)),
                name="toolbox_sheet_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="sheet",
            constraint=models.CheckConstraint(
                condition=models.Q(("words_sealed", b""), _negated=True), name="toolbox_sheet_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="sheet",
            constraint=models.CheckConstraint(
                condition=models.Q(("changed_at__gte", models.F("created_at"))), name="toolbox_sheet_changed_at"
            ),
        ),
        migrations.AddConstraint(
            model_name="sheet",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("surf_until__isnull", True), ("surf_until__gt", models.F("created_at")), _connector="OR"
                ),
                name="toolbox_sheet_surf",
            ),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.UniqueConstraint(fields=("sheet", "tie"), name="toolbox_share_once"),
        ),
    ]
