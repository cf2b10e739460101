"""Aliases that nobody else takes for a while, once somebody bears them no more: a keyed digest of each."""

import alongside.kernel.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("groups", "0144_words_of_each_language")]

    operations = [
        migrations.CreateModel(
            name="KeptAlias",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("digest", models.BinaryField()),
                ("until", models.DateTimeField()),
                (
                    "group",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="groups.group"),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="groups.membership"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["until"], name="groups_keptalias_until_at")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("created_at"))), name="groups_keptalias_until"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("digest", b""), _negated=True), name="groups_keptalias_digest"
                    ),
                ],
            },
        ),
    ]
