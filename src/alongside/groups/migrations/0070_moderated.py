"""Posts that a moderator hid, who came in by a link of a member, and how a group takes in new members."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("groups", "0061_cascade_of_chat_rooms")]

    operations = [
        migrations.AddField(model_name="post", name="hidden_at", field=models.DateTimeField(null=True)),
        migrations.AddField(
            model_name="membership",
            name="was_invited",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="group",
            name="looks_at_first",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="group",
            name="begins_slowly",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
