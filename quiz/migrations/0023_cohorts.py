"""Cohorts, assignments, overrides; Team leads may make cohorts, Editors decide overrides."""

import datetime

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.apps.registry import Apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

IS_LEAD = """
CREATE FUNCTION keep_is_lead() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    concerned bigint := coalesce(new.user_id, old.user_id);
BEGIN
    UPDATE quiz_user SET is_lead = EXISTS (SELECT FROM quiz_cohort_leads WHERE user_id = concerned)
    WHERE id = concerned;
    RETURN NULL;
END $$;
CREATE TRIGGER keep_is_lead AFTER INSERT OR DELETE ON quiz_cohort_leads
    FOR EACH ROW EXECUTE FUNCTION keep_is_lead();
"""
NO_IS_LEAD = "DROP TRIGGER keep_is_lead ON quiz_cohort_leads; DROP FUNCTION keep_is_lead;"


PERMISSIONS = {"Team leads": ("add_cohort",), "Editors": ("view_override", "change_override")}
"""By group."""


def permit(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Permissions are otherwise made after the last migration, which is too late for a group to have them."""
    app_config = apps.get_app_config("quiz")
    app_config.models_module = True  # type: ignore[assignment]
    create_permissions(app_config, apps=apps, verbosity=0)
    app_config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="quiz")
    for name, codenames in PERMISSIONS.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*permissions.filter(codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [
        ("quiz", "0022_progress_over_time"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="is_lead",
            field=models.BooleanField(
                default=False, editable=False, help_text="Leads a cohort; a database trigger keeps it so."
            ),
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                (
                    "topics",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SlugField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "question_count",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(50),
                        ]
                    ),
                ),
                (
                    "mix",
                    models.CharField(
                        help_text="Which difficulties are drawn, as plans name them.", max_length=10
                    ),
                ),
                ("time_limit", models.DurationField(blank=True, null=True)),
                ("question_time_limit", models.DurationField(blank=True, null=True)),
                (
                    "follow_ups",
                    models.PositiveSmallIntegerField(default=1, help_text="On one question, at most."),
                ),
                (
                    "feedback",
                    models.CharField(
                        choices=[("each", "After each answer"), ("end", "Only at the end")],
                        default="each",
                        max_length=4,
                    ),
                ),
                (
                    "due_at",
                    models.DateTimeField(
                        help_text="What is not done by then is overdue, and can still be done."
                    ),
                ),
                ("is_for_all", models.BooleanField(default=True)),
                ("assigned_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "key",
                    models.UUIDField(
                        blank=True, editable=False, help_text="Of the form that it was sent by.", null=True
                    ),
                ),
                ("reminded_at", models.DateTimeField(blank=True, help_text="It reminds once.", null=True)),
                (
                    "assigned_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("questions", models.ManyToManyField(blank=True, related_name="+", to="quiz.question")),
            ],
            options={
                "ordering": ["due_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Cohort",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "key",
                    models.UUIDField(
                        blank=True, editable=False, help_text="Of the form that it was made by.", null=True
                    ),
                ),
                ("leads", models.ManyToManyField(related_name="led_cohorts", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["name", "pk"],
            },
        ),
        migrations.AddField(
            model_name="assignment",
            name="cohort",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="assignments", to="quiz.cohort"
            ),
        ),
        migrations.CreateModel(
            name="JoinLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        help_text="SHA-256 of the token, in hexadecimal.", max_length=64, unique=True
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                (
                    "key",
                    models.UUIDField(
                        blank=True, editable=False, help_text="Of the form that it was made by.", null=True
                    ),
                ),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("most_uses", models.PositiveSmallIntegerField(help_text="People that it lets in.")),
                ("uses", models.PositiveSmallIntegerField(default=0)),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="join_links",
                        to="quiz.cohort",
                    ),
                ),
                (
                    "made_by",
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
                "ordering": ["expires_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "cohort",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="quiz.cohort",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["member__name", "member__email", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=2000)),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="quiz.membership",
                    ),
                ),
            ],
            options={
                "ordering": ["-written_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Override",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("score", models.PositiveSmallIntegerField(help_text="0 to 100.")),
                ("reason", models.TextField(max_length=500)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("accepted", "Accepted"), ("declined", "Declined")],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "reply",
                    models.TextField(
                        blank=True,
                        help_text="Why it is declined, or what else there is to say. The leads read it.",
                        max_length=500,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="overrides",
                        to="quiz.attempt",
                    ),
                ),
                (
                    "benchmark",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="override",
                        to="quiz.benchmark",
                    ),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        blank=True,
                        help_text="Its leads see it.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="quiz.cohort",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lead",
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
                "ordering": ["-made_at", "-pk"],
                "get_latest_by": ["made_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to="quiz.assignment",
                    ),
                ),
                (
                    "interview",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="task",
                        to="quiz.interview",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["assignment__due_at", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(fields=("cohort", "key"), name="form_assigns_once"),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("follow_ups__lte", 2)), name="assignment_asks_at_most_two_follow_ups"
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("question_count__gte", 1), ("question_count__lte", 50)),
                name="assignment_asks_between_1_and_50_questions",
            ),
        ),
        migrations.AddConstraint(
            model_name="joinlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("created_at"))),
                name="join_link_expires_after_it_is_made",
            ),
        ),
        migrations.AddConstraint(
            model_name="joinlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("most_uses__gte", 1), ("uses__lte", models.F("most_uses"))),
                name="join_link_keeps_to_its_uses",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                fields=("cohort", "member"), name="person_is_in_a_cohort_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.CheckConstraint(
                condition=models.Q(("score__lte", 100)), name="override_score_is_at_most_100"
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="override_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("state", "open")),
                    models.Q(("decided_at__isnull", False), ("state__in", ["accepted", "declined"])),
                    _connector="OR",
                ),
                name="override_is_decided_once_it_is_not_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.CheckConstraint(
                condition=models.Q(("reply", ""), ("state", "declined"), _negated=True),
                name="declined_override_says_why",
                violation_error_message="Say why it is declined; the leads read it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.UniqueConstraint(
                fields=("assignment", "member"), name="member_has_an_assignment_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="assignment_has_a_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
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
                name="assignment_has_time_if_it_is_limited",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("feedback__in", ["each", "end"])),
                name="assignment_gives_feedback_as_interviews_do",
            ),
        ),
        migrations.AddConstraint(
            model_name="cohort",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="cohort_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="joinlink",
            constraint=models.UniqueConstraint(fields=("cohort", "key"), name="form_makes_one_link"),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="note_has_a_text"
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "accepted"), ("benchmark__isnull", True), _connector="OR"),
                name="override_is_a_benchmark_once_it_is_accepted",
            ),
        ),
        migrations.AddConstraint(
            model_name="criterionprogress",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("covered__gte", 1), ("prompted__gte", 1), ("not_yet__gte", 1), _connector="OR"
                ),
                name="progress_with_a_criterion_counts_at_least_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="criterionprogress",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["covered", "prompted", "not-yet"])),
                name="criterion_is_in_a_state",
            ),
        ),
        migrations.RunSQL(IS_LEAD, NO_IS_LEAD),
        migrations.RunPython(permit, migrations.RunPython.noop),
    ]
