"""New conversations, seats and messages have ids from which no moment can be read. Nothing changes in the database."""

from uuid import uuid4

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("messaging", "0024_unseen_after_hearing_again")]

    operations = [
        migrations.AlterField(
            model_name=name,
            name="id",
            field=models.UUIDField(default=uuid4, editable=False, primary_key=True, serialize=False),
        )
        for name in ("conversation", "seat", "message")
    ]
