"""The log keeps whether somebody answered whoever may be in danger."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("safety", "0022_looked_at_past_evidence")]

    operations = [
        migrations.AddField(
            model_name="logline",
            name="answered",
            field=models.CharField(
                blank=True,
                choices=[
                    ("here", "Somebody answered them where they wrote"),
                    ("wrote", "Somebody wrote to them, or talked with them"),
                    ("unreached", "They could not be reached"),
                    ("safe", "Nobody was in danger"),
                ],
                db_default="",
                default="",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="logline",
            constraint=models.CheckConstraint(
                condition=models.Q(("answered__in", ["", "here", "wrote", "unreached", "safe"])),
                name="safety_logline_answered",
            ),
        ),
    ]
