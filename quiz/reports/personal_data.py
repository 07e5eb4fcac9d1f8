"""All that is kept about a person, as tables of plain values, but for the password and the tokens of links.

What other people keep of the person is in them where the person may see it; what the person wrote as a lead
or an editor is, too, without the names of those it is about. Rows are read a few at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import zip_longest
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.db.models import Model

from quiz.models import (
    AnswerDay,
    Assignment,
    Attempt,
    AuditEntry,
    Cohort,
    CriterionProgress,
    Dispute,
    EarlierScore,
    Export,
    Import,
    Interview,
    JoinLink,
    Membership,
    Note,
    Override,
    PracticeDay,
    Publication,
    Question,
    QuestionProgress,
    Regrade,
    Replay,
    Review,
    ReviewCard,
    Share,
    Task,
    User,
)
from quiz.models.audit import NOT_TOLD, told_as

Row = dict[str, Any]
"""Values as JSON has them, by column: moments and days in ISO 8601, lengths of time in seconds."""

AT_ONCE = 200
"""Rows that are read at once."""

PERSONAL_UNITS = {
    **dict.fromkeys(("score", "best_score", "first_score"), "0 to 100, shown as 0.0 to 10.0"),
    "score_sum": "sum of scores of 0 to 100",
    "share": "0 to 1",
    "stability": "days",
    "difficulty": "1 to 10",
    "daily_limit": "criteria a day",
    **dict.fromkeys(("time_limit", "question_time_limit", "dictated", "draft_dictated", "paused"), "s"),
}
"""Of plain numbers, by column."""

ASKED = "id interview_id position question_id question rubric_version status asked_at".split()
SAID = "response said_at draft draft_saved_at draft_dictated dictated paused timed_out closed_at".split()
EARNED = "score result receipt".split()
FOLLOW_UP = "attempt_id criterion probe response".split()
LOGGED = "at who did about".split()


@dataclass(frozen=True)
class Table:
    """What of a model is told: rows that lead to the person by the lookup `owner`, and their columns.

    One that ends with `__contains` looks for the person among several.
    """

    model: type[Model]
    owner: str
    columns: list[str]
    read: Callable[[Any], Iterator[Row]]

    def rows(self, user: User) -> Iterator[Row]:
        """In the order in which they came to be."""
        found = self.model._default_manager.order_by("pk")
        person = [user.pk] if self.owner.endswith("__contains") else user.pk
        keys = list(found.filter(**{self.owner: person}).values_list("pk", flat=True))
        for start in range(0, len(keys), AT_ONCE):
            for row in self.read(found.filter(pk__in=keys[start : start + AT_ONCE])):
                yield {column: _plain(value) for column, value in row.items()}


def _table(model: type[Model], owner: str, names: str, **told: str) -> Table:
    """One whose columns are fields of the model, or of what these lead to; `told` renames some."""
    fields = names.split()
    columns = [told.get(name, name.replace("__", "_")) for name in fields]

    def read(found: Any) -> Iterator[Row]:
        return (dict(zip(columns, values, strict=True)) for values in found.values_list(*fields))

    return Table(model, owner, columns, read)


def _attempts(found: Any) -> Iterator[Row]:
    """What was asked and said, and once the interview is finished what it earned."""
    for attempt in found.filter(asked_at__isnull=False).select_related("interview").with_names():
        asked = {
            "question": attempt.asked_rubric.question,
            "rubric_version": attempt.rubric_version.number,
        }
        told = [*SAID, *(EARNED if attempt.interview.finished_at else ())]
        row = asked | {name: getattr(attempt, name) for name in [*ASKED, *told] if name not in asked}
        yield {column: row.get(column) for column in [*ASKED, *SAID, *EARNED]}


def _follow_ups(found: Any) -> Iterator[Row]:
    """One that waits has no response yet."""
    for attempt in found.defer("response", "draft", "result", "receipt"):
        for said in zip_longest(attempt.probed, attempt.probes, attempt.follow_ups):
            yield dict(zip(FOLLOW_UP, (attempt.pk, *said), strict=True))


def _audit_log(found: Any) -> Iterator[Row]:
    """Who saw or changed what of the person, as the person may know it."""
    entries = list(found.exclude(action__in=NOT_TOLD))
    people = User.objects.in_bulk({entry.actor for entry in entries if entry.actor})
    for entry in entries:
        name = str(people[entry.actor]) if entry.actor in people else None
        who = name if entry.actor in entry.persons else told_as(entry.action, name)
        told = (entry.at, who, entry.get_action_display(), entry.about)
        yield dict(zip(LOGGED, told, strict=True))


PLAN = "question_count mix time_limit question_time_limit follow_ups feedback"
PROGRESS = "question_id question__text attempt_id closed_at covered prompted not_yet"

TABLES: Mapping[str, Table] = {
    "account": _table(
        User, "pk", "name email date_joined last_login time_zone daily_limit is_lead warned_at"
    ),
    "email_addresses": _table(EmailAddress, "user", "email verified primary"),
    "second_factors": _table(Authenticator, "user", "type created_at last_used_at"),
    "interviews": _table(
        Interview,
        "candidate",
        "id title topics question_id question_count follow_ups feedback time_limit question_time_limit seed "
        "started_at paused_at finished_at score covered prompted not_yet",
    ),
    "attempts": Table(Attempt, "interview__candidate", [*ASKED, *SAID, *EARNED], _attempts),
    "follow_ups": Table(Attempt, "interview__candidate", FOLLOW_UP, _follow_ups),
    "earlier_scores": _table(
        EarlierScore,
        "attempt__interview__candidate",
        "attempt_id rubric_version__number regrade__why at score result receipt",
    ),
    "disputes": _table(
        Dispute,
        "attempt__interview__candidate",
        "attempt_id criterion quote why made_at state reason answered_at",
    ),
    "overrides": _table(
        Override,
        "attempt__interview__candidate",
        "attempt_id cohort__name lead__name score reason made_at state reply decided_at",
    ),
    "shares": _table(
        Share, "interview__candidate", "interview_id shows_name created_at expires_at revoked_at"
    ),
    "memberships": _table(Membership, "member", "cohort__name joined_at"),
    "tasks": _table(Task, "member", "assignment__title assignment__due_at interview_id"),
    "review_cards": _table(
        ReviewCard,
        "candidate",
        "id question_id question__text criterion stability difficulty last_review due",
    ),
    "reviews": _table(
        Review,
        "card__candidate",
        "card_id rubric_version__number attempt_id at rating share due response result",
    ),
    "practice_days": _table(PracticeDay, "candidate", "day practised"),
    "question_progress": _table(
        QuestionProgress,
        "candidate",
        f"{PROGRESS} score is_skipped best_score times_asked times_answered first_closed_at first_score",
    ),
    "criterion_progress": _table(CriterionProgress, "candidate", f"{PROGRESS} slug state first_credited_at"),
    "answer_days": _table(
        AnswerDay, "candidate", "day asked answered score_sum covered prompted not_yet", day="day_utc"
    ),
    "audit_log": Table(AuditEntry, "persons__contains", LOGGED, _audit_log),
    "cohorts_led": _table(Cohort, "leads", "id name created_at"),
    "join_links_made": _table(
        JoinLink, "made_by", "cohort__name created_at expires_at revoked_at most_uses uses"
    ),
    "assignments_made": _table(
        Assignment,
        "assigned_by",
        f"cohort__name title topics {PLAN} due_at is_for_all assigned_at reminded_at",
    ),
    "notes_written": _table(Note, "author", "membership__cohort__name text written_at"),
    "overrides_made": _table(Override, "lead", "cohort__name score reason made_at state reply decided_at"),
    "overrides_decided": _table(Override, "decided_by", "score state reply decided_at"),
    "disputes_answered": _table(Dispute, "answered_by", "criterion state reason answered_at"),
    "publications": _table(
        Publication,
        "by",
        "version__question__short_name version__number at why answers raised lowered other_band",
    ),
    "regrades": _table(
        Regrade, "by", "version__question__short_name version__number why started_at finished_at done"
    ),
    "questions_revised": _table(Question, "revised_by", "topic__name short_name revised_at"),
    "trials": _table(Replay, "started_by", "question__short_name started_at finished_at done"),
    "imports": _table(
        Import, "editor", "topic_name file_name started_at finished_at why problem added changed"
    ),
    "exports": _table(Export, "started_by", "topic__name ending started_at finished_at"),
    "admin_history": _table(
        LogEntry, "user", "action_time content_type__model object_id action_flag change_message"
    ),
}
"""By name, first what the person has as a candidate, then as a lead, then as an editor."""


def personal_tables(user: User) -> Iterator[tuple[str, list[str], Iterator[Row]]]:
    """Each table by its name, with its columns and the person's rows."""
    for name, table in TABLES.items():
        yield name, table.columns, table.rows(user)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    return [_plain(each) for each in value] if isinstance(value, list) else value
