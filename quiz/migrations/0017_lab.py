"""Revisions of drafts, and how far a published version agrees with graders."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quiz", "0016_regrades"),
    ]

    operations = [
        migrations.AddField(
            model_name="question",
            name="revised_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="question",
            name="revised_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="revision",
            field=models.PositiveIntegerField(default=0, editable=False, help_text="Raised by each change."),
        ),
        migrations.CreateModel(
            name="GradersAgreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("agreed", models.PositiveSmallIntegerField()),
                ("count", models.PositiveSmallIntegerField()),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="graders_agreement",
                        to="quiz.rubricversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("agreed__lte", models.F("count")), ("count__gte", 1)),
                        name="graders_agree_on_no_more_than_there_are",
                    )
                ],
            },
        ),
    ]
