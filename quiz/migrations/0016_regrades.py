"""Answers that are scored again, and their earlier scores."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quiz", "0015_publishing"),
    ]

    operations = [
        migrations.AddField(
            model_name="attempt",
            name="asked_version",
            field=models.ForeignKey(
                blank=True,
                help_text="The version that asked, if it was regraded by another.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="quiz.rubricversion",
            ),
        ),
        migrations.CreateModel(
            name="Regrade",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("disputed_only", models.BooleanField(default=False)),
                ("why", models.TextField(help_text="The candidates read it.", max_length=500)),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("last_candidate", models.BigIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField()),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="regrades",
                        to="quiz.rubricversion",
                    ),
                ),
            ],
            options={
                "ordering": ["-started_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="EarlierScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("score", models.PositiveSmallIntegerField()),
                ("result", models.JSONField(help_text="As `Score.to_json` gives it.")),
                ("receipt", models.JSONField(blank=True, null=True)),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, help_text="When it was regraded."
                    ),
                ),
                (
                    "attempt",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="earlier_scores",
                        to="quiz.attempt",
                    ),
                ),
                (
                    "rubric_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="quiz.rubricversion"
                    ),
                ),
                (
                    "regrade",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="earlier_scores",
                        to="quiz.regrade",
                    ),
                ),
            ],
            options={
                "ordering": ["attempt", "at", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="regrade",
            constraint=models.CheckConstraint(
                condition=models.Q(("why", ""), _negated=True), name="regrade_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="earlierscore",
            constraint=models.UniqueConstraint(
                fields=("attempt", "regrade"), name="regrade_scores_an_attempt_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="earlierscore",
            constraint=models.CheckConstraint(
                condition=models.Q(("score__lte", 100)), name="earlier_score_is_at_most_100"
            ),
        ),
    ]
