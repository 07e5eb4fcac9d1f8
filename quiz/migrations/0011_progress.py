"""How far candidates have come, filled from the attempts that there are."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

QUESTIONS = """
INSERT INTO quiz_questionprogress (
    candidate_id, question_id, attempt_id, closed_at, score, is_skipped, covered, prompted, not_yet,
    best_score, times_asked, times_answered
)
SELECT DISTINCT ON (candidate_id, attempt.question_id)
    candidate_id, attempt.question_id, attempt.id, closed_at, attempt.score, status = 'skipped',
    tally.covered, tally.prompted, tally.not_yet,
    max(attempt.score) OVER mine, count(*) OVER mine, count(*) FILTER (WHERE status = 'answered') OVER mine
FROM quiz_attempt AS attempt
JOIN quiz_interview AS interview ON interview.id = interview_id
CROSS JOIN LATERAL (
    SELECT
        count(*) FILTER (WHERE state = 'covered') AS covered,
        count(*) FILTER (WHERE state = 'prompted') AS prompted,
        count(*) FILTER (WHERE state = 'not-yet') AS not_yet
    FROM jsonb_to_recordset(result -> 'criteria') AS criterion(state text, is_bonus boolean)
    WHERE NOT is_bonus
) AS tally
WHERE closed_at IS NOT NULL AND finished_at IS NOT NULL
WINDOW mine AS (PARTITION BY candidate_id, attempt.question_id)
ORDER BY candidate_id, attempt.question_id, closed_at DESC, attempt.id DESC;
"""

CRITERIA = """
INSERT INTO quiz_criterionprogress (
    candidate_id, question_id, slug, attempt_id, closed_at, state, covered, prompted, not_yet
)
SELECT DISTINCT ON (candidate_id, attempt.question_id, slug)
    candidate_id, attempt.question_id, slug, attempt.id, closed_at, state,
    count(*) FILTER (WHERE state = 'covered') OVER mine,
    count(*) FILTER (WHERE state = 'prompted') OVER mine,
    count(*) FILTER (WHERE state = 'not-yet') OVER mine
FROM quiz_attempt AS attempt
JOIN quiz_interview AS interview ON interview.id = interview_id
CROSS JOIN LATERAL jsonb_to_recordset(result -> 'criteria') AS criterion(slug text, state text)
WHERE closed_at IS NOT NULL AND finished_at IS NOT NULL
WINDOW mine AS (PARTITION BY candidate_id, attempt.question_id, slug)
ORDER BY candidate_id, attempt.question_id, slug, closed_at DESC, attempt.id DESC;
"""

SETTLE = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;"


class Migration(migrations.Migration):
    dependencies = [
        ("quiz", "0010_reviews"),
    ]

    operations = [
        migrations.CreateModel(
            name="CriterionProgress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80)),
                ("closed_at", models.DateTimeField(help_text="When the latest was.")),
                (
                    "state",
                    models.CharField(
                        choices=[("covered", "covered"), ("prompted", "prompted"), ("not-yet", "not-yet")],
                        help_text="In the latest.",
                        max_length=10,
                    ),
                ),
                ("covered", models.PositiveIntegerField(help_text="How many times.")),
                ("prompted", models.PositiveIntegerField(help_text="How many times.")),
                ("not_yet", models.PositiveIntegerField(help_text="How many times.")),
                (
                    "attempt",
                    models.ForeignKey(
                        help_text="The latest.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="quiz.attempt",
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criterion_progress",
                        to="quiz.question",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "progress with criteria",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("candidate", "question", "slug"),
                        name="candidate_has_one_progress_with_a_criterion",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="QuestionProgress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closed_at", models.DateTimeField(help_text="When the latest was.")),
                ("score", models.PositiveSmallIntegerField(help_text="0 to 100, of the latest.")),
                ("is_skipped", models.BooleanField(help_text="Whether the latest was skipped.")),
                ("covered", models.PositiveSmallIntegerField()),
                ("prompted", models.PositiveSmallIntegerField()),
                ("not_yet", models.PositiveSmallIntegerField()),
                ("best_score", models.PositiveSmallIntegerField(help_text="0 to 100, of all.")),
                (
                    "times_asked",
                    models.PositiveIntegerField(help_text="Attempts that were answered or skipped."),
                ),
                ("times_answered", models.PositiveIntegerField()),
                (
                    "attempt",
                    models.ForeignKey(
                        help_text="The latest.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="quiz.attempt",
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="progress",
                        to="quiz.question",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "progress with questions",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("candidate", "question"), name="candidate_has_one_progress_with_a_question"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("best_score__lte", 100), ("score__lte", models.F("best_score"))),
                        name="best_score_is_no_less_than_the_latest",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("times_answered__lte", models.F("times_asked")), ("times_asked__gte", 1)
                        ),
                        name="progress_counts_at_least_one_attempt",
                    ),
                ],
            },
        ),
        migrations.RunSQL([QUESTIONS, CRITERIA, SETTLE], migrations.RunSQL.noop),
    ]
