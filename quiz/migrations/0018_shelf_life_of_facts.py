"""A criterion may say where a fact comes from, and when it is to be checked again."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quiz", "0017_lab"),
    ]

    operations = [
        migrations.AddField(
            model_name="criterion",
            name="checked_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="criterion",
            name="review_by",
            field=models.DateField(
                blank=True, help_text="From that day on it is among the facts to check.", null=True
            ),
        ),
        migrations.AddField(
            model_name="criterion",
            name="source",
            field=models.URLField(
                blank=True,
                help_text="A web page that says so; candidates see it below the model answer.",
                max_length=500,
                validators=[
                    django.core.validators.URLValidator(
                        ["http", "https"],
                        message="Enter a whole web address that begins with http:// or https://.",
                    )
                ],
            ),
        ),
        migrations.AddIndex(
            model_name="criterion",
            index=models.Index(
                condition=models.Q(("review_by__isnull", False)),
                fields=["review_by"],
                name="criterion_to_be_checked",
            ),
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", ""), ("source__iregex", "^https?://"), _connector="OR"),
                name="criterion_source_is_a_web_page",
                violation_error_message="Enter a whole web address that begins with http:// or https://.",
            ),
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("checked_on__isnull", True),
                    ("review_by__isnull", True),
                    ("review_by__gt", models.F("checked_on")),
                    _connector="OR",
                ),
                name="criterion_is_reviewed_after_it_was_checked",
                violation_error_message="“Review by” is a day after “checked on”.",
            ),
        ),
    ]
