"""A meeting may have a call elsewhere beside its room: an address, a number, or both."""

from django.db import migrations, models

NUMBER = r"^\+?[0-9][0-9 ()/.*#,-]{3,58}$"


class Migration(migrations.Migration):
    dependencies = [("meetings", "0064_confirmed")]

    operations = [
        migrations.AddField(
            model_name="hosting",
            name="call_url",
            field=models.CharField(blank=True, db_default="", default="", max_length=2000),
        ),
        migrations.AddField(
            model_name="hosting",
            name="call_phone",
            field=models.CharField(blank=True, db_default="", default="", max_length=60),
        ),
        migrations.AddConstraint(
            model_name="hosting",
            constraint=models.CheckConstraint(
                condition=models.Q(("call_url", ""), ("call_url__startswith", "https://"), _connector="OR"),
                name="meetings_hosting_call_url",
            ),
        ),
        migrations.AddConstraint(
            model_name="hosting",
            constraint=models.CheckConstraint(
                condition=models.Q(("call_phone", ""), ("call_phone__regex", NUMBER), _connector="OR"),
                name="meetings_hosting_call_phone",
            ),
        ),
    ]
