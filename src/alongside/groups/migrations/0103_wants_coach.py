"""Whether somebody wants to be shown what may sound like advice before their answers are sent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("groups", "0102_cascade_of_regular_threads")]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="wants_coach",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
