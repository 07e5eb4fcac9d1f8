"""Drafts that are tried on stored answers, and what was published why."""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.math
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quiz", "0014_leapt_days"),
    ]

    operations = [
        migrations.CreateModel(
            name="Replay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("content", models.JSONField(help_text="As `Rubric.to_json` gives it.")),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("last_attempt", models.BigIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField()),
                ("raised", models.PositiveIntegerField(default=0)),
                ("lowered", models.PositiveIntegerField(default=0)),
                ("other_band", models.PositiveIntegerField(default=0)),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replays",
                        to="quiz.question",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-started_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ReplayedScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("before", models.PositiveSmallIntegerField()),
                ("after", models.PositiveSmallIntegerField()),
                ("is_other_band", models.BooleanField()),
                ("reasons", models.JSONField(default=list)),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="quiz.attempt"
                    ),
                ),
                (
                    "replay",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scores",
                        to="quiz.replay",
                    ),
                ),
            ],
            options={
                "ordering": [
                    "replay",
                    "-is_other_band",
                    models.OrderBy(
                        django.db.models.functions.math.Abs(
                            django.db.models.expressions.CombinedExpression(
                                models.F("after"), "-", models.F("before")
                            )
                        ),
                        descending=True,
                    ),
                    "attempt",
                ],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("why", models.TextField(max_length=500)),
                ("answers", models.PositiveIntegerField()),
                ("raised", models.PositiveIntegerField()),
                ("lowered", models.PositiveIntegerField()),
                ("other_band", models.PositiveIntegerField()),
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
                        related_name="publications",
                        to="quiz.rubricversion",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True), name="publication_says_why"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="replay",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "raised__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("done"), "-", models.F("lowered")
                        ),
                    )
                ),
                name="replay_changes_no_more_than_it_has_scored",
            ),
        ),
        migrations.AddConstraint(
            model_name="replay",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "other_band__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("raised"), "+", models.F("lowered")
                        ),
                    )
                ),
                name="replay_moves_to_another_band_what_it_changes",
            ),
        ),
        migrations.AddConstraint(
            model_name="replayedscore",
            constraint=models.UniqueConstraint(
                fields=("replay", "attempt"), name="replay_scores_an_attempt_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="replayedscore",
            constraint=models.CheckConstraint(
                condition=models.Q(("before", models.F("after")), _negated=True),
                name="replayed_score_is_another_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="replayedscore",
            constraint=models.CheckConstraint(
                condition=models.Q(("after__lte", 100)), name="replayed_score_is_at_most_100"
            ),
        ),
    ]
