"""The topics that were chosen for an interview."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quiz", "0011_progress"),
    ]

    operations = [
        migrations.AddField(
            model_name="interview",
            name="topics",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.SlugField(),
                blank=True,
                default=list,
                help_text="That were chosen, by slug.",
                size=None,
            ),
        ),
    ]
