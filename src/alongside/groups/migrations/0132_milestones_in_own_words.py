"""The words in which a group says what its members reached, and which threads say it."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0131_cascade_of_calls"),
    ]

    operations = [
        migrations.AddField(
            model_name="group",
            name="milestone_words",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40), blank=True, db_default=[], default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="thread",
            name="milestone",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(
                condition=models.Q(("milestone", ""), _negated=True),
                fields=["group", "-created_at"],
                name="groups_thread_milestones",
            ),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.CheckConstraint(
                condition=models.Q(("milestone_words__len__lte", 12)), name="groups_group_milestone_words"
            ),
        ),
    ]
