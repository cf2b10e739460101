"""The owner may put the question of a thank-you away without a word."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("circles", "0009_agreement"),
    ]

    operations = [
        migrations.AlterField(
            model_name="thanks",
            name="words_sealed",
            field=models.BinaryField(null=True),
        ),
    ]
