"""What somebody who asks to join says to those who let people in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("groups", "0140_locked_and_hidden")]

    operations = [
        migrations.AddField(model_name="membership", name="word_sealed", field=models.BinaryField(null=True)),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("word_sealed__isnull", True), models.Q(("word_sealed", b""), _negated=True), _connector="OR"
                ),
                name="groups_membership_word",
            ),
        ),
    ]
