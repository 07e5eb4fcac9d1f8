"""A column with a value for every row, in one transaction that holds its lock for a while."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("quiz", "0023_cohorts")]
    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE quiz_attempt ADD COLUMN drill integer",
                "SELECT pg_sleep(1)",
                "UPDATE quiz_attempt SET drill = position",
            ],
            "ALTER TABLE quiz_attempt DROP COLUMN drill",
        )
    ]
