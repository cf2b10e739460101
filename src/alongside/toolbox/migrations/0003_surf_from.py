"""When waiting an urge out began: without it a page that is opened again cannot say how much of the time is over.

An older release leaves it as it is, so it may be empty, or of a time before.
"""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("toolbox", "0002_cascade_in_the_database")]

    operations = [
        migrations.AddField("sheet", "surf_from", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "sheet",
            models.CheckConstraint(
                condition=Q(surf_from__isnull=True) | Q(surf_until__isnull=False, surf_until__gt=F("surf_from")),
                name="toolbox_sheet_surf_from",
            ),
        ),
    ]
