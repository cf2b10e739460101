from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("checkins", "0001_check_ins")]

    operations = [
        migrations.AddField(
            model_name="answer",
            name="changed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=Q(changed_at__isnull=True) | Q(changed_at__gte=F("created_at")),
                name="checkins_answer_changed",
            ),
        ),
    ]
