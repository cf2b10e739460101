"""A group as a tie of a member's circle."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("circles", "0013_cascade_in_the_database"),
        ("groups", "0005_cascade_of_days"),
    ]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="tie",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="circles.tie"
            ),
        ),
    ]
