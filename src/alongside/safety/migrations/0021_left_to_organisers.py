"""A case that nobody else is there to look after goes to the organisers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("safety", "0020_several_lines"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="needs_organiser",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
