"""What somebody offers goes with a tie that an older release deletes: it knows nothing of offers."""

from django.db import migrations

from alongside.kernel.cascades import cascade_in_database


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("meetings", "0100_company")]

    operations = [cascade_in_database("meetings", "companyoffer", "tie")]
