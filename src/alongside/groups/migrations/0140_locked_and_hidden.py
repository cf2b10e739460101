"""That a thread is locked is kept beside that it is hidden: each is undone by itself."""

from django.db import migrations, models

LOCKED = "UPDATE groups_thread SET locked_at = last_at WHERE state = 'locked' AND locked_at IS NULL"


class Migration(migrations.Migration):
    dependencies = [("groups", "0132_milestones_in_own_words")]

    operations = [
        migrations.AddField(model_name="thread", name="locked_at", field=models.DateTimeField(null=True)),
        migrations.RunSQL(LOCKED, migrations.RunSQL.noop),
    ]
