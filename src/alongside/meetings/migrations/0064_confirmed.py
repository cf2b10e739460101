"""Who offers to serve a role is confirmed by somebody who looks after the meeting."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0063_of_a_community")]

    operations = [
        migrations.AddField(model_name="serving", name="confirmed_at", field=models.DateTimeField(null=True)),
    ]
