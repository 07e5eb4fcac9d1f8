"""How long was dictated for a draft."""

import datetime

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quiz", "0012_chosen_topics"),
    ]

    operations = [
        migrations.AddField(
            model_name="attempt",
            name="draft_dictated",
            field=models.DurationField(
                default=datetime.timedelta, help_text="How long the microphone was on for it."
            ),
        ),
    ]
