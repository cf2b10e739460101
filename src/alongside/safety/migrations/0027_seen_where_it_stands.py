"""What a moderator decides about where it stands is a case, too: that it was seen there brings it."""

from django.db import migrations, models

CHOICES = [
    ("person", "Somebody reported it"),
    ("words", "Its words sound like danger to life"),
    ("first", "The first that a new member wrote"),
    ("seen", "Somebody who looks after it saw it"),
]


class Migration(migrations.Migration):
    dependencies = [("safety", "0026_answer_read")]

    operations = [
        migrations.AlterField(
            model_name="report",
            name="source",
            field=models.CharField(choices=CHOICES, max_length=10),
        ),
        migrations.RemoveConstraint(model_name="report", name="safety_report_source"),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", ["person", "words", "first", "seen"])), name="safety_report_source"
            ),
        ),
        # Undone, what came so is of somebody nameless who reported it: nothing of it is lost.
        migrations.RunSQL(
            migrations.RunSQL.noop,
            reverse_sql="UPDATE safety_report SET source = 'person' WHERE source = 'seen'",
        ),
    ]
