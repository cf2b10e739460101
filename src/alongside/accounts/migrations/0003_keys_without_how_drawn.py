"""How a sign is drawn is no part of an alias any more: who bears a picture is found by it, as by any other.

Where two are one by that, whoever came first is found, and the other keeps what they had.
"""

from django.db import migrations

FOLDED_ANEW = r"""
WITH folded AS (
    SELECT id, regexp_replace(alias_key, U&'[\FE00-\FE0F]', '', 'g') AS key
    FROM accounts_person WHERE alias_key ~ U&'[\FE00-\FE0F]'
)
UPDATE accounts_person AS person SET alias_key = folded.key
FROM folded WHERE folded.id = person.id AND folded.key <> ''
AND NOT EXISTS (SELECT 1 FROM accounts_person AS other WHERE other.alias_key = folded.key)
AND NOT EXISTS (SELECT 1 FROM folded AS earlier WHERE earlier.key = folded.key AND earlier.id < folded.id)
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_checks")]

    operations = [migrations.RunSQL(FOLDED_ANEW, migrations.RunSQL.noop)]
