"""Whether a guest is still asked to speak, and how often they were asked no more."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("groups", "0120_hidden_by_moderators")]

    operations = [
        migrations.AddField(
            model_name="eventguest",
            name="is_asked",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddField(
            model_name="eventguest",
            name="let_go",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddConstraint(
            model_name="eventguest",
            constraint=models.CheckConstraint(
                condition=Q(is_asked=True) | Q(said="no"), name="groups_eventguest_asked"
            ),
        ),
    ]
