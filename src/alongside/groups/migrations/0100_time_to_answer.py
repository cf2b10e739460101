"""Within which time each group wants to answer; ids of what waits that tell no moment, also of what waits by now."""

from uuid import uuid4

from django.db import migrations, models

DRAWN = "UPDATE groups_waiting SET id = gen_random_uuid()"


class Migration(migrations.Migration):
    dependencies = [("groups", "0081_cascade_of_events")]

    operations = [
        migrations.AddField(
            model_name="group",
            name="answer_hours",
            field=models.PositiveSmallIntegerField(db_default=4, default=4),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer_hours__in", (1, 4, 12, 24))), name="groups_group_answer_hours"
            ),
        ),
        migrations.AlterField(
            model_name="waiting",
            name="id",
            field=models.UUIDField(default=uuid4, editable=False, primary_key=True, serialize=False),
        ),
        migrations.RunSQL(DRAWN, migrations.RunSQL.noop),
    ]
