"""A meeting may belong to a community of this place, and be for its members alone."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("meetings", "0062_notes_forget_readers")]

    operations = [
        migrations.AddField(model_name="meeting", name="community", field=models.UUIDField(null=True)),
        migrations.AddField(
            model_name="meeting",
            name="is_for_members",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=Q(community=None, is_for_members=False) | Q(community__isnull=False, source=None),
                name="meetings_meeting_of_a_community",
            ),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(
                fields=["community"], condition=Q(community__isnull=False), name="meetings_meeting_community"
            ),
        ),
    ]
