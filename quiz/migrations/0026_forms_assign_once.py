"""A form that is sent twice makes one assignment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quiz", "0025_overrides_of_cohorts")]
    operations = [
        migrations.AddField(
            model_name="assignment",
            name="key",
            field=models.UUIDField(
                blank=True, editable=False, help_text="Of the form that it was sent by.", null=True
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(fields=("cohort", "key"), name="form_assigns_once"),
        ),
    ]
