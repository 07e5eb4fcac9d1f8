"""Days that a move to the east leapt over."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quiz", "0013_dictated_drafts"),
    ]

    operations = [
        migrations.AddField(
            model_name="practiceday",
            name="practised",
            field=models.BooleanField(default=True),
        ),
    ]
