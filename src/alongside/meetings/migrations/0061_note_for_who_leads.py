"""A note is for who hosts and who leads when it is written: who takes the chair later does not read it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0060_one_name_a_sitting")]

    operations = [
        migrations.AddField(
            model_name="hostnote",
            name="reader",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="meetings.presence"
            ),
        ),
    ]
