"""In a group, too, how a sign is drawn is no part of an alias any more (accounts 0003)."""

from django.db import migrations

FOLDED_ANEW = r"""
WITH folded AS (
    SELECT id, group_id, regexp_replace(alias_key, U&'[\FE00-\FE0F]', '', 'g') AS key
    FROM groups_membership WHERE alias_key ~ U&'[\FE00-\FE0F]'
)
UPDATE groups_membership AS row SET alias_key = folded.key
FROM folded WHERE folded.id = row.id AND folded.key <> ''
AND NOT EXISTS (
    SELECT 1 FROM groups_membership AS other WHERE other.group_id = folded.group_id AND other.alias_key = folded.key
)
AND NOT EXISTS (
    SELECT 1 FROM folded AS earlier
    WHERE earlier.group_id = folded.group_id AND earlier.key = folded.key AND earlier.id < folded.id
)
"""


class Migration(migrations.Migration):
    dependencies = [("groups", "0152_posts_without_a_writer")]

    operations = [migrations.RunSQL(FOLDED_ANEW, migrations.RunSQL.noop)]
