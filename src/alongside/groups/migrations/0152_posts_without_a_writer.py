"""What somebody wrote can stay, with nothing that leads to them, once their account is erased.

Undone, such posts keep their places alone, as those that were taken back: the release before knows no others.
"""

from django.db import migrations, models

EMPTY = """
UPDATE groups_post SET text = '', html = '', note = '', search = NULL, is_heavy = FALSE, taken_back_at = CURRENT_TIMESTAMP
WHERE membership_id IS NULL AND taken_back_at IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("groups", "0151_cascade_of_kept_aliases")]

    operations = [
        migrations.RemoveConstraint(model_name="post", name="groups_post_whole_or_taken_back"),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("taken_back_at__isnull", True),
                        models.Q(("text", ""), _negated=True),
                        models.Q(("html", ""), _negated=True),
                    ),
                    models.Q(
                        ("html", ""),
                        ("note", ""),
                        ("search__isnull", True),
                        ("taken_back_at__isnull", False),
                        ("text", ""),
                    ),
                    _connector="OR",
                ),
                name="groups_post_whole_or_taken_back",
            ),
        ),
        # Last here, so first when this is undone: the constraint of before refuses such posts as they are.
        migrations.RunSQL(migrations.RunSQL.noop, EMPTY),
    ]
