"""The audit log: who saw or changed what of whom, and how long that is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Action(models.TextChoices):
    """What somebody did, in words that follow a name."""

    COHORT_SEEN = "cohort_seen", "looked at the cohort"
    CRITERION_SEEN = "criterion_seen", "read answers to one criterion"
    MEMBER_SEEN = "member_seen", "looked at the page of a member"
    ANSWER_SEEN = "answer_seen", "read an answer"
    COHORT_EXPORTED = "cohort_exported", "downloaded what the cohort did"
    INTERVIEW_OPENED = "interview_opened", "opened an interview in the admin"
    ATTEMPT_OPENED = "attempt_opened", "read an answer in the admin"
    ACCOUNT_OPENED = "account_opened", "opened an account in the admin"
    SHARE_OPENED = "share_opened", "opened a shared debrief"
    OVERRIDE_MADE = "override_made", "graded an answer"
    OVERRIDE_DECIDED = "override_decided", "decided on a lead’s grade"
    NOTE_WRITTEN = "note_written", "wrote a note"
    NOTE_DELETED = "note_deleted", "deleted a note"
    DISPUTE_ANSWERED = "dispute_answered", "answered a dispute"
    REGRADE_STARTED = "regrade_started", "had answers scored again"
    ANSWERS_DELETED = "answers_deleted", "deleted answers in the admin"
    LINK_MADE = "link_made", "made a join link"
    LINK_REVOKED = "link_revoked", "revoked a join link"
    MEMBER_JOINED = "member_joined", "joined a cohort"
    MEMBER_LEFT = "member_left", "left a cohort"
    MEMBER_REMOVED = "member_removed", "removed a member"
    LEAD_ADDED = "lead_added", "added a lead"
    LEAD_REMOVED = "lead_removed", "ended somebody’s leading"
    COHORT_DELETED = "cohort_deleted", "deleted a cohort"
    ACCOUNT_CHANGED = "account_changed", "changed an account in the admin"
    ACCOUNT_DELETED = "account_deleted", "deleted an account"
    SIGNED_IN = "signed_in", "signed in"
    SIGN_IN_FAILED = "sign_in_failed", "failed to sign in"
    PASSWORD_CHANGED = "password_changed", "set a new password"
    EMAIL_CHANGED = "email_changed", "changed an email address"
    SESSIONS_ENDED = "sessions_ended", "signed out everywhere"
    FACTOR_ADDED = "factor_added", "set up a second factor"
    FACTOR_REMOVED = "factor_removed", "removed a second factor"
    CODES_MADE = "codes_made", "made recovery codes"
    DATA_EXPORTED = "data_exported", "downloaded all data of their own"
    LOG_EXPORTED = "log_exported", "downloaded the audit log"
    LOG_PURGED = "log_purged", "had old entries deleted"


SEEN_BY_LEADS = (
    Action.COHORT_SEEN,
    Action.CRITERION_SEEN,
    Action.MEMBER_SEEN,
    Action.ANSWER_SEEN,
    Action.COHORT_EXPORTED,
)
SEEN_IN_THE_ADMIN = (Action.INTERVIEW_OPENED, Action.ATTEMPT_OPENED, Action.ACCOUNT_OPENED)
SEEN = (*SEEN_BY_LEADS, *SEEN_IN_THE_ADMIN, Action.SHARE_OPENED)
"""What is seen of somebody by others."""

NOT_TOLD = (Action.NOTE_WRITTEN, Action.NOTE_DELETED)
"""Notes are for the leads of a cohort alone."""


def told_as(action: str, name: str | None) -> str:
    """Who did something, in the words that those whom it concerns are told; the name is None if it is gone.

    Members know their leads. Of those who work in the admin they learn only that they do.
    """
    if action in SEEN_BY_LEADS:
        return name or "A former lead"
    if action == Action.SHARE_OPENED:
        return "Somebody with a link of yours"
    return "An editor" if action in SEEN_IN_THE_ADMIN else "Somebody else"


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    def concerning(self, person_id: int) -> AuditEntryQuerySet:
        return self.filter(persons__contains=[person_id])

    def of_any(self, person_ids: Iterable[int]) -> AuditEntryQuerySet:
        """What one of them did, or what concerns one of them."""
        ids = list(person_ids)
        return self.filter(Q(actor__in=ids) | Q(persons__overlap=ids))


class AuditEntry(models.Model):
    """One thing that was seen or changed. The database refuses to change an entry.

    People are numbers of accounts, without a foreign key: an entry outlasts an account, and is then about a
    number that nobody has. The daily sweep deletes what is older than AUDIT_DAYS; a trigger refuses any other
    deletion and records that one.
    """

    at = models.DateTimeField(default=timezone.now)
    actor = models.BigIntegerField(
        null=True, blank=True, help_text="Whoever did it; nobody for the site itself and for who isn’t known."
    )
    action = models.CharField(max_length=20, choices=Action)
    persons = ArrayField(
        models.BigIntegerField(), default=list, blank=True, help_text="Those whom it concerns."
    )
    about = models.JSONField(default=dict, blank=True, help_text="What it was about, by number.")

    names: Mapping[int, str] = {}
    """Addresses of its people, by account, once somebody has looked them up."""

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        default_permissions = ()
        verbose_name = "audit log entry"
        verbose_name_plural = "audit log"
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_entry_by_time"),
            GinIndex(fields=["persons"], name="audit_entry_by_person"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(action__in=Action.values), name="audit_entry_tells_an_action"),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()}, {self.at:%Y-%m-%d %H:%M}"
