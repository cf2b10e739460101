"""A conversation that is not there for who stopped hearing from the same person elsewhere."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("messaging", "0002_cascade_in_the_database")]

    operations = [
        migrations.AddField(
            model_name="seat",
            name="is_unseen",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_unseen", False), ("blocked_at__isnull", False), _connector="OR"),
                name="messaging_seat_unseen",
            ),
        ),
    ]
