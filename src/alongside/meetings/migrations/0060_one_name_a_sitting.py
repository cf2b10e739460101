"""Whoever has a proof of attendance gets no other under another name in the same sitting: a digest of it is kept."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0041_rare")]

    operations = [
        migrations.AddField(
            model_name="presence",
            name="proof_digest",
            field=models.BinaryField(null=True),
        ),
    ]
