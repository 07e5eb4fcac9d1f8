"""Interviews and attempts, to read: what was answered and how it was scored is never edited.

A superuser may delete them, and the candidates' progress is counted again: deleting an account takes its
interviews along.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from quiz.admin.recorded import RecordedAdmin
from quiz.models import Action, Attempt, Interview, User
from quiz.scoring import CriterionScore, Evidence, parts_of
from quiz.services import progress


class ReadOnly:
    """Takes adding and changing away from a model admin or an inline, deleting from all but superusers."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return isinstance(request.user, User) and request.user.is_superuser


class HistoryAdmin(ReadOnly, RecordedAdmin[Any]):
    """What is deleted here no longer counts as its candidate's progress.

    Whose it is, is told to those who may read accounts, and can be searched by them only: editors need the
    words, not the person.
    """

    deleted = Action.ANSWERS_DELETED

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return _if_named(request, super().get_list_display(request))

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        return _if_named(request, super().get_fields(request, obj))

    def get_search_fields(self, request: HttpRequest) -> list[Any]:
        return _if_named(request, super().get_search_fields(request))

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        self.delete_queryset(request, self.model._default_manager.filter(pk=obj.pk))

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        candidates = list(User.objects.filter(pk__in=queryset.values(self.person)).order_by("pk"))
        for candidate in candidates:
            progress.lock(candidate)
        super().delete_queryset(request, queryset)
        for candidate in candidates:
            progress.make_anew(candidate)


class AttemptInline(ReadOnly, admin.TabularInline[Attempt, Interview]):
    model = Attempt
    fields = ("position", "question", "status", "score", "asked_at", "closed_at")
    show_change_link = True
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Attempt]:
        return super().get_queryset(request).select_related("question")


@admin.register(Interview)
class InterviewAdmin(HistoryAdmin):
    person = "candidate"
    opened = Action.INTERVIEW_OPENED
    inlines = (AttemptInline,)
    list_display = ("candidate", "title", "question_count", "started_at", "finished_at", "score")
    list_filter = (
        ("question", admin.EmptyFieldListFilter),
        ("finished_at", admin.EmptyFieldListFilter),
        "started_at",
    )
    list_select_related = ("candidate",)
    search_fields = ("candidate__email", "candidate__name", "title")
    date_hierarchy = "started_at"


@admin.register(Attempt)
class AttemptAdmin(HistoryAdmin):
    person = "interview__candidate"
    opened = Action.ATTEMPT_OPENED
    list_display = ("question", "candidate", "status", "score", "asked_at")
    list_filter = ("status", "question__topic", "asked_at")
    list_select_related = ("question", "interview__candidate")
    search_fields = ("response", "follow_ups", "question__short_name", "interview__candidate__email")
    date_hierarchy = "asked_at"
    fields = (
        ("question", "rubric_version"),
        "candidate",
        ("interview", "position"),
        "status",
        ("asked_at", "closed_at", "timed_out"),
        "response",
        "follow_ups_asked",
        "score",
        "ledger",
        "mix_ups",
        "warnings",
    )

    @admin.display(description="candidate", ordering="interview__candidate__email")
    def candidate(self, attempt: Attempt) -> str:
        return str(attempt.interview.candidate)

    @admin.display(description="follow-ups")
    def follow_ups_asked(self, attempt: Attempt) -> SafeString:
        return _lines([(probe, f"“{said}”") for said, probe in attempt.answered_follow_ups])

    @admin.display(description="criteria")
    def ledger(self, attempt: Attempt) -> SafeString:
        criteria = attempt.scored.criteria if attempt.scored else ()
        return _lines(
            [(_standing(criterion), _quotes(attempt, criterion.evidence)) for criterion in criteria]
        )

    @admin.display(description="misconceptions")
    def mix_ups(self, attempt: Attempt) -> SafeString:
        hits = attempt.scored.misconceptions if attempt.scored else ()
        return _lines([(f"{hit.name}, minus {hit.points}", _quotes(attempt, [hit.evidence])) for hit in hits])

    @admin.display(description="warnings")
    def warnings(self, attempt: Attempt) -> SafeString:
        remarks = attempt.scored.remarks if attempt.scored else ()
        return _lines([(remark.message, "") for remark in remarks])


def _if_named(request: HttpRequest, names: Iterable[Any]) -> list[Any]:
    """All names, or those that don't say who the candidate is."""
    may_know = isinstance(request.user, User) and request.user.has_perm("quiz.view_user")
    return [name for name in names if may_know or "candidate" not in name]


def _standing(criterion: CriterionScore) -> str:
    return f"{criterion.name}: {criterion.state}, {criterion.earned:g} of {criterion.points}"


def _quotes(attempt: Attempt, evidence: Sequence[Evidence]) -> str:
    """Quote the words of the response that the spans mark."""
    texts = parts_of(attempt.response, attempt.answered_follow_ups)
    return " ".join(f"“{texts[span.part][span.start : span.end]}”" for span in evidence)


def _lines(rows: Sequence[tuple[str, str]]) -> SafeString:
    return format_html_join("", "<div>{} {}</div>", rows) or SafeString("-")
