"""A saved meeting as a tie of its owner's circle."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("circles", "0013_cascade_in_the_database"),
        ("meetings", "0013_cascade_in_the_database"),
    ]

    operations = [
        migrations.AddField(
            model_name="saved",
            name="tie",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="circles.tie"
            ),
        ),
    ]
