"""Who bears an alias is found without reading every membership of every group."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("groups", "0142_heavy_posts")]

    operations = [
        # One that was broken off leaves an index that is never used, under this name.
        migrations.RunSQL(
            "DROP INDEX CONCURRENTLY IF EXISTS groups_membership_named", reverse_sql=migrations.RunSQL.noop
        ),
        AddIndexConcurrently(
            model_name="membership",
            index=models.Index(
                fields=["alias_key"],
                condition=models.Q(("alias_key", ""), _negated=True),
                name="groups_membership_named",
            ),
        ),
    ]
