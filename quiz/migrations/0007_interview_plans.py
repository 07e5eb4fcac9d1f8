"""Plans with limits, up to two follow-ups, the practice of single questions."""

import datetime

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

KEEP = """
UPDATE quiz_interview SET
    title = (SELECT name FROM quiz_topic WHERE id = topic_id),
    follow_ups = asks_follow_ups::int;
UPDATE quiz_attempt SET
    probed = CASE WHEN probed_criterion = '' THEN '{}' ELSE ARRAY[probed_criterion] END,
    follow_ups = CASE WHEN probed_criterion = '' OR status = 'probed' THEN '{}'
        ELSE ARRAY[follow_up_response] END,
    said_at = array_remove(
        ARRAY[
            responded_at,
            CASE WHEN probed_criterion = '' OR status = 'probed' THEN NULL ELSE closed_at END
        ],
        NULL
    );
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""

GIVE_BACK = """
DELETE FROM quiz_interview WHERE question_id IS NOT NULL;
UPDATE quiz_interview SET
    topic_id = (
        SELECT topic_id FROM quiz_question JOIN quiz_attempt ON question_id = quiz_question.id
        WHERE interview_id = quiz_interview.id ORDER BY quiz_attempt.position LIMIT 1
    ),
    asks_follow_ups = follow_ups > 0;
UPDATE quiz_attempt SET
    probed_criterion = coalesce(probed[1], ''),
    follow_up_response = coalesce(follow_ups[1], ''),
    responded_at = said_at[1];
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("quiz", "0006_editors_keep_glossary_and_benchmarks"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="attempt",
            name="response_keeps_to_its_limit",
        ),
        migrations.RemoveConstraint(
            model_name="interview",
            name="candidate_has_one_unfinished_interview",
        ),
        migrations.RenameField(model_name="interview", old_name="follow_ups", new_name="asks_follow_ups"),
        migrations.AddField(
            model_name="attempt",
            name="dictated",
            field=models.DurationField(
                default=datetime.timedelta, help_text="How long the microphone was on."
            ),
        ),
        migrations.AddField(
            model_name="attempt",
            name="follow_ups",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(blank=True), blank=True, default=list, size=2
            ),
        ),
        migrations.AddField(
            model_name="attempt",
            name="paused",
            field=models.DurationField(default=datetime.timedelta, help_text="How long it rested."),
        ),
        migrations.AddField(
            model_name="attempt",
            name="probed",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.SlugField(max_length=80), blank=True, default=list, size=2
            ),
        ),
        migrations.AddField(
            model_name="attempt",
            name="receipt",
            field=models.JSONField(blank=True, help_text="Digests of words, rubric and score.", null=True),
        ),
        migrations.AddField(
            model_name="attempt",
            name="said_at",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.DateTimeField(), blank=True, default=list, size=3
            ),
        ),
        migrations.AddField(
            model_name="attempt",
            name="timed_out",
            field=models.BooleanField(default=False, help_text="Its draft was taken when the time was over."),
        ),
        migrations.AddField(
            model_name="interview",
            name="feedback",
            field=models.CharField(
                choices=[("each", "After each answer"), ("end", "Only at the end")],
                default="each",
                max_length=4,
            ),
        ),
        migrations.AddField(
            model_name="interview",
            name="paused_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="interview",
            name="question",
            field=models.ForeignKey(
                blank=True,
                help_text="The one that is practised; none in a mock interview.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="practice",
                to="quiz.question",
            ),
        ),
        migrations.AddField(
            model_name="interview",
            name="question_time_limit",
            field=models.DurationField(
                blank=True, help_text="Of each question with its follow-ups.", null=True
            ),
        ),
        migrations.AddField(
            model_name="interview",
            name="time_limit",
            field=models.DurationField(blank=True, help_text="Of the whole interview.", null=True),
        ),
        migrations.AddField(
            model_name="interview",
            name="title",
            field=models.CharField(
                default="", help_text="Its plan, topics or question in a few words.", max_length=200
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="interview",
            name="follow_ups",
            field=models.PositiveSmallIntegerField(default=1, help_text="On one question, at most."),
        ),
        migrations.AlterField(
            model_name="interview",
            name="topic",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="interviews",
                to="quiz.topic",
            ),
        ),
        migrations.RunSQL(KEEP, GIVE_BACK),
        migrations.RemoveField(model_name="interview", name="asks_follow_ups"),
        migrations.RemoveField(
            model_name="attempt",
            name="follow_up_response",
        ),
        migrations.RemoveField(
            model_name="attempt",
            name="probed_criterion",
        ),
        migrations.RemoveField(
            model_name="attempt",
            name="responded_at",
        ),
        migrations.RemoveField(
            model_name="interview",
            name="topic",
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length("response"), 10000
                    ),
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length(
                            models.Func(
                                "follow_ups",
                                models.Value(""),
                                function="array_to_string",
                                output_field=models.TextField(),
                            )
                        ),
                        20000,
                    ),
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length("draft"), 10000
                    ),
                ),
                name="response_keeps_to_its_limit",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "probed__len",
                            django.db.models.expressions.CombinedExpression(
                                models.F("follow_ups__len"), "+", models.Value(1)
                            ),
                        ),
                        ("status", "probed"),
                    ),
                    models.Q(
                        models.Q(("status", "probed"), _negated=True),
                        ("probed__len", models.F("follow_ups__len")),
                    ),
                    _connector="OR",
                ),
                name="attempt_waits_for_its_last_follow_up",
            ),
        ),
        migrations.AddConstraint(
            model_name="interview",
            constraint=models.UniqueConstraint(
                condition=models.Q(("finished_at__isnull", True), ("question__isnull", True)),
                fields=("candidate",),
                name="candidate_has_one_unfinished_interview",
            ),
        ),
        migrations.AddConstraint(
            model_name="interview",
            constraint=models.UniqueConstraint(
                condition=models.Q(("finished_at__isnull", True)),
                fields=("candidate", "question"),
                name="candidate_practices_a_question_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="interview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("paused_at__isnull", True),
                    models.Q(
                        ("finished_at__isnull", True),
                        ("question_time_limit__isnull", True),
                        ("time_limit__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="only_an_open_interview_without_limit_is_paused",
            ),
        ),
        migrations.AddConstraint(
            model_name="interview",
            constraint=models.CheckConstraint(
                condition=models.Q(("follow_ups__lte", 2)), name="interview_asks_at_most_two_follow_ups"
            ),
        ),
        migrations.AddConstraint(
            model_name="interview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("time_limit__isnull", True),
                        ("time_limit__gt", datetime.timedelta(0)),
                        _connector="OR",
                    ),
                    models.Q(
                        ("question_time_limit__isnull", True),
                        ("question_time_limit__gt", datetime.timedelta(0)),
                        _connector="OR",
                    ),
                ),
                name="interview_limits_are_positive",
            ),
        ),
    ]
