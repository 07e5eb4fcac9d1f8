"""The audit log, which is only added to: the database refuses all else, and records its own purge."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.utils.timezone
from django.db import migrations, models

# The purge says in `quiz.audit_kept_since`, for its transaction, since when entries are kept: for a day at
# least.
TRIGGERS = """
CREATE FUNCTION refuse_to_change_audit_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit log is only added to.';
END $$;

CREATE FUNCTION keep_audit_log() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    kept_since timestamptz := nullif(current_setting('quiz.audit_kept_since', true), '');
    entries bigint;
BEGIN
    IF kept_since IS NULL OR kept_since > now() - interval '1 day'
        OR EXISTS (SELECT FROM gone WHERE at >= kept_since)
    THEN
        RAISE EXCEPTION 'The audit log is only added to, and purged of what is too old.';
    END IF;
    SELECT count(*) INTO entries FROM gone;
    IF entries > 0 THEN
        INSERT INTO quiz_auditentry (at, action, persons, about) VALUES (
            now(), 'log_purged', '{}', jsonb_build_object('entries', entries, 'before', kept_since)
        );
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER audit_log_is_not_changed BEFORE UPDATE ON quiz_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_audit_log();
CREATE TRIGGER audit_log_records_what_is_purged AFTER DELETE ON quiz_auditentry
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION keep_audit_log();
"""
NOT_TRUNCATED = """
CREATE TRIGGER audit_log_is_not_truncated BEFORE TRUNCATE ON quiz_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_audit_log();
"""
NO_TRIGGERS = "DROP FUNCTION keep_audit_log CASCADE; DROP FUNCTION refuse_to_change_audit_log CASCADE;"


class Migration(migrations.Migration):
    dependencies = [
        ("quiz", "0023_cohorts"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "actor",
                    models.BigIntegerField(
                        blank=True,
                        help_text="Whoever did it; nobody for the site itself and for who isn’t known.",
                        null=True,
                    ),
                ),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("cohort_seen", "looked at the cohort"),
                            ("criterion_seen", "read answers to one criterion"),
                            ("member_seen", "looked at the page of a member"),
                            ("answer_seen", "read an answer"),
                            ("cohort_exported", "downloaded what the cohort did"),
                            ("interview_opened", "opened an interview in the admin"),
                            ("attempt_opened", "read an answer in the admin"),
                            ("account_opened", "opened an account in the admin"),
                            ("share_opened", "opened a shared debrief"),
                            ("override_made", "graded an answer"),
                            ("override_decided", "decided on a lead’s grade"),
                            ("note_written", "wrote a note"),
                            ("note_deleted", "deleted a note"),
                            ("dispute_answered", "answered a dispute"),
                            ("regrade_started", "had answers scored again"),
                            ("answers_deleted", "deleted answers in the admin"),
                            ("link_made", "made a join link"),
                            ("link_revoked", "revoked a join link"),
                            ("member_joined", "joined a cohort"),
                            ("member_left", "left a cohort"),
                            ("member_removed", "removed a member"),
                            ("lead_added", "added a lead"),
                            ("lead_removed", "ended somebody’s leading"),
                            ("cohort_deleted", "deleted a cohort"),
                            ("account_changed", "changed an account in the admin"),
                            ("account_deleted", "deleted an account"),
                            ("signed_in", "signed in"),
                            ("sign_in_failed", "failed to sign in"),
                            ("password_changed", "set a new password"),
                            ("data_exported", "downloaded all data of their own"),
                            ("log_exported", "downloaded the audit log"),
                            ("log_purged", "had old entries deleted"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "persons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        default=list,
                        help_text="Those whom it concerns.",
                        size=None,
                    ),
                ),
                (
                    "about",
                    models.JSONField(blank=True, default=dict, help_text="What it was about, by number."),
                ),
            ],
            options={
                "verbose_name": "audit log entry",
                "verbose_name_plural": "audit log",
                "ordering": ["-at", "-pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["-at", "-id"], name="audit_entry_by_time"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["persons"], name="audit_entry_by_person"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "action__in",
                                [
                                    "cohort_seen",
                                    "criterion_seen",
                                    "member_seen",
                                    "answer_seen",
                                    "cohort_exported",
                                    "interview_opened",
                                    "attempt_opened",
                                    "account_opened",
                                    "share_opened",
                                    "override_made",
                                    "override_decided",
                                    "note_written",
                                    "note_deleted",
                                    "dispute_answered",
                                    "regrade_started",
                                    "answers_deleted",
                                    "link_made",
                                    "link_revoked",
                                    "member_joined",
                                    "member_left",
                                    "member_removed",
                                    "lead_added",
                                    "lead_removed",
                                    "cohort_deleted",
                                    "account_changed",
                                    "account_deleted",
                                    "signed_in",
                                    "sign_in_failed",
                                    "password_changed",
                                    "data_exported",
                                    "log_exported",
                                    "log_purged",
                                ],
                            )
                        ),
                        name="audit_entry_tells_an_action",
                    )
                ],
            },
        ),
        migrations.RunSQL(TRIGGERS + NOT_TRUNCATED, NO_TRIGGERS),
    ]
