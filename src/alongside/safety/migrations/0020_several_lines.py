"""Which other lines a case shows of the same person, and in which room or event it is."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("safety", "0011_cascade_of_exhibits"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="also",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(), blank=True, db_default=[], default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="venue",
            field=models.UUIDField(null=True),
        ),
    ]
