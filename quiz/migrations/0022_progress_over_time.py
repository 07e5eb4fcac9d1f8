"""When things were first asked and first credited, and what each day came to; filled from the attempts."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FIRST = """
WITH counted AS (
    SELECT candidate_id, attempt.question_id, closed_at, attempt.score, result
    FROM quiz_attempt AS attempt JOIN quiz_interview AS interview ON interview.id = interview_id
    WHERE closed_at IS NOT NULL AND finished_at IS NOT NULL
), first AS (
    SELECT DISTINCT ON (candidate_id, question_id) candidate_id, question_id, closed_at, score
    FROM counted ORDER BY candidate_id, question_id, closed_at, score
), credited AS (
    SELECT candidate_id, question_id, slug, min(closed_at) AS at
    FROM counted CROSS JOIN LATERAL jsonb_to_recordset(result -> 'criteria') AS each(slug text, state text)
    WHERE state <> 'not-yet' GROUP BY candidate_id, question_id, slug
), questions AS (
    UPDATE quiz_questionprogress AS mine SET first_closed_at = first.closed_at, first_score = first.score
    FROM first WHERE (first.candidate_id, first.question_id) = (mine.candidate_id, mine.question_id)
)
UPDATE quiz_criterionprogress AS mine SET first_credited_at = credited.at
FROM credited
WHERE (credited.candidate_id, credited.question_id, credited.slug)
    = (mine.candidate_id, mine.question_id, mine.slug);
"""

DAYS = """
INSERT INTO quiz_answerday (candidate_id, day, asked, answered, score_sum, covered, prompted, not_yet)
SELECT
    candidate_id, (closed_at AT TIME ZONE 'UTC')::date AS day,
    count(*), count(*) FILTER (WHERE status = 'answered'), sum(attempt.score),
    sum(tally.covered), sum(tally.prompted), sum(tally.not_yet)
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
GROUP BY candidate_id, day;
"""

SETTLE = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;"


class Migration(migrations.Migration):
    dependencies = [
        ("quiz", "0021_exports"),
    ]

    operations = [
        migrations.AddField(
            model_name="criterionprogress",
            name="first_credited_at",
            field=models.DateTimeField(
                help_text="When it was covered or prompted for the first time, if ever.", null=True
            ),
        ),
        migrations.AddField(
            model_name="questionprogress",
            name="first_closed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="questionprogress",
            name="first_score",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.CreateModel(
            name="AnswerDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("asked", models.PositiveIntegerField(help_text="Attempts that were answered or skipped.")),
                ("answered", models.PositiveIntegerField()),
                ("score_sum", models.PositiveIntegerField()),
                ("covered", models.PositiveIntegerField()),
                ("prompted", models.PositiveIntegerField()),
                ("not_yet", models.PositiveIntegerField()),
                (
                    "candidate",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("candidate", "day"), name="answers_of_a_day_are_counted_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered__lte", models.F("asked")),
                            ("asked__gte", 1),
                            (
                                "score_sum__lte",
                                models.expressions.CombinedExpression(
                                    models.F("asked"), "*", models.Value(100)
                                ),
                            ),
                        ),
                        name="answer_day_counts_at_least_one_attempt",
                    ),
                ],
            },
        ),
        migrations.RunSQL([FIRST, DAYS, SETTLE], migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="questionprogress",
            name="first_closed_at",
            field=models.DateTimeField(help_text="When the first attempt was."),
        ),
        migrations.AlterField(
            model_name="questionprogress",
            name="first_score",
            field=models.PositiveSmallIntegerField(help_text="0 to 100, of the first."),
        ),
        migrations.AddConstraint(
            model_name="questionprogress",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first_closed_at__lte", models.F("closed_at")),
                    ("first_score__lte", models.F("best_score")),
                ),
                name="first_attempt_is_no_better_than_the_best_nor_later_than_the_latest",
            ),
        ),
    ]
