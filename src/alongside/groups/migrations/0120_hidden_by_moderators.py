"""What moderators have hidden of an event, and a hidden line of a chat whose reason stands where it was decided."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0103_wants_coach"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="chatline",
            name="groups_chatline_hidden",
        ),
        migrations.AddField(
            model_name="eventline",
            name="hidden_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="eventquestion",
            name="hidden_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="chatline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("hidden_at__isnull", True), ("hidden_why", "")),
                    models.Q(("hidden_at__isnull", False), ("taken_back_at__isnull", True)),
                    _connector="OR",
                ),
                name="groups_chatline_hidden",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("hidden_at__isnull", True),
                    models.Q(("state__in", ["taken", "on_stage"]), _negated=True),
                    _connector="OR",
                ),
                name="groups_eventquestion_hidden",
            ),
        ),
    ]
