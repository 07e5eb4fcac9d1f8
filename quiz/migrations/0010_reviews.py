"""The daily review, and the days of practice so far, counted in UTC as everything was."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import quiz.models.accounts

DAYS_SO_FAR = """
INSERT INTO quiz_practiceday (candidate_id, day)
SELECT DISTINCT candidate_id, (closed_at AT TIME ZONE 'UTC' - interval '4 hours')::date
FROM quiz_attempt JOIN quiz_interview ON quiz_interview.id = interview_id
WHERE status = 'answered' AND finished_at IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("quiz", "0009_editors_answer_disputes"),
    ]

    operations = [
        migrations.AddField(
            model_name="rubricversion",
            name="askable",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    "content",
                    function="jsonb_path_query_array",
                    template="""%(function)s(%(expressions)s, '$.criteria[*] ? (@.probe != "").slug')""",
                ),
                help_text="The slugs of the criteria that have a follow-up.",
                output_field=models.JSONField(),
            ),
        ),
        migrations.CreateModel(
            name="PracticeDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "rating",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Not yet"), (2, "In part, or prompted"), (3, "Covered")]
                    ),
                ),
                (
                    "share",
                    models.FloatField(
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(1),
                        ]
                    ),
                ),
                ("due", models.DateField()),
                ("response", models.TextField(blank=True)),
                ("result", models.JSONField(blank=True, help_text="As `Score.to_json` gives it.", null=True)),
            ],
            options={
                "ordering": ["card", "at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ReviewCard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("criterion", models.SlugField(db_index=False, max_length=80)),
                ("stability", models.FloatField()),
                ("difficulty", models.FloatField()),
                ("last_review", models.DateTimeField()),
                ("due", models.DateField()),
            ],
        ),
        migrations.AddField(
            model_name="user",
            name="daily_limit",
            field=models.PositiveSmallIntegerField(
                default=10,
                help_text="Criteria that the review asks for on one day, at most.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(100),
                ],
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="time_zone",
            field=models.CharField(
                default="UTC", max_length=64, validators=[quiz.models.accounts.validate_time_zone]
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("daily_limit__gte", 1), ("daily_limit__lte", 100)),
                name="user_daily_limit_is_between_1_and_100",
            ),
        ),
        migrations.AddField(
            model_name="practiceday",
            name="candidate",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="practice_days",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="attempt",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reviews",
                to="quiz.attempt",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="rubric_version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="quiz.rubricversion"
            ),
        ),
        migrations.AddField(
            model_name="reviewcard",
            name="candidate",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="review_cards",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reviewcard",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="review_cards", to="quiz.question"
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="card",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="reviews", to="quiz.reviewcard"
            ),
        ),
        migrations.AddConstraint(
            model_name="practiceday",
            constraint=models.UniqueConstraint(fields=("candidate", "day"), name="practice_day_is_kept_once"),
        ),
        migrations.AddIndex(
            model_name="reviewcard",
            index=models.Index(fields=["candidate", "due"], name="review_card_due"),
        ),
        migrations.AddConstraint(
            model_name="reviewcard",
            constraint=models.UniqueConstraint(
                fields=("candidate", "question", "criterion"), name="candidate_has_one_card_for_a_criterion"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewcard",
            constraint=models.CheckConstraint(
                condition=models.Q(("stability__gt", 0)), name="review_card_stability_is_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewcard",
            constraint=models.CheckConstraint(
                condition=models.Q(("difficulty__gte", 1), ("difficulty__lte", 10)),
                name="review_card_difficulty_is_between_1_and_10",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("attempt__isnull", True), ("result__isnull", False)),
                    models.Q(("attempt__isnull", False), ("response", ""), ("result__isnull", True)),
                    _connector="OR",
                ),
                name="review_has_a_result_or_an_attempt",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("rating__gte", 1), ("rating__lte", 3)),
                name="review_rating_is_between_1_and_3",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("share__gte", 0), ("share__lte", 1)),
                name="review_share_is_between_0_and_1",
            ),
        ),
        migrations.RunSQL(DAYS_SO_FAR, migrations.RunSQL.noop),
    ]
