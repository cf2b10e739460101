"""An alias stays somebody's for its time when they erase their account, and then leads to nobody.

Undone, such rows go: the release before knows none.
"""

import django.db.models.deletion
from django.db import migrations, models

from alongside.kernel.cascades import cascade_in_database, set_null_in_database

WITHOUT_NOBODYS = "DELETE FROM groups_keptalias WHERE membership_id IS NULL"
# Last when undone: the column was made anew, and the key has to do again what 0151 had it do.
as_before = cascade_in_database("groups", "keptalias", "membership").code


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("groups", "0153_keys_without_how_drawn")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, as_before),
        migrations.AlterField(
            model_name="keptalias",
            name="membership",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="groups.membership",
            ),
        ),
        set_null_in_database("groups", "keptalias", "membership"),
        migrations.RunSQL(migrations.RunSQL.noop, WITHOUT_NOBODYS),
    ]
