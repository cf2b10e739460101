"""Whether the words of a post sounded like danger to life when it was written."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("groups", "0141_word_to_hosts")]

    operations = [
        migrations.AddField(
            model_name="post",
            name="is_heavy",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
