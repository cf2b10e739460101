"""Who hears from somebody again is still not shown what was asked under another alias meanwhile."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("messaging", "0023_chairs_cascade_in_the_database")]

    operations = [migrations.RemoveConstraint(model_name="seat", name="messaging_seat_unseen")]
