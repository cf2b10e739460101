"""An answer to a wish for another look is shown as new until it was opened."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("safety", "0024_write_to_somebody")]

    operations = [
        migrations.AddField(model_name="appeal", name="read_at", field=models.DateTimeField(null=True)),
    ]
