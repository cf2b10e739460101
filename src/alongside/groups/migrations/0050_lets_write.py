"""Whether members may write to somebody first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("groups", "0023_cascade_of_waiting")]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="lets_write",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
