"""What is held says what it would bring."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0107_proposals_cascades")]

    operations = [
        migrations.AddField(model_name="reading", name="foreseen", field=models.JSONField(null=True)),
    ]
