"""Topics and questions; a question's whole rubric is edited on its page."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse

from quiz.admin.benchmarks import BenchmarkInline, BenchmarksAdmin
from quiz.admin.drafting import DraftingAdmin
from quiz.admin.exports import ExportsAdmin
from quiz.admin.facts import FactsAdmin
from quiz.admin.imports import DocumentsAdmin
from quiz.admin.labs import LabAdmin
from quiz.admin.opened import OpenedAdmin
from quiz.admin.regrading import RegradingAdmin
from quiz.admin.revisions import RevisedAdmin
from quiz.admin.statistics import StatisticsAdmin
from quiz.admin.versions import VersionsAdmin
from quiz.forms.question_bank import CriterionForm, MisconceptionForm, QuestionForm, TopicForm
from quiz.models import Criterion, Dispute, Misconception, Question, Topic
from quiz.scoring import RubricError
from quiz.services.linting import lint_question, lint_topic


@admin.register(Topic)
class TopicAdmin(OpenedAdmin[Topic], DocumentsAdmin, ExportsAdmin):
    form = TopicForm
    list_display = ("name", "slug", "position", "question_count")
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}

    def save_model(self, request: HttpRequest, obj: Topic, form: Any, change: bool) -> None:
        """Save, and say what is weak about the alien terms."""
        super().save_model(request, obj, form, change)
        for finding in lint_topic(obj):
            messages.warning(request, finding.sentence)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        return super().get_queryset(request).annotate(question_count=Count("questions"))

    @admin.display(description="questions", ordering="question_count")
    def question_count(self, topic: Topic) -> Any:
        return topic.question_count  # type: ignore[attr-defined]


class CriterionInline(admin.StackedInline[Criterion, Question]):
    model = Criterion
    form = CriterionForm
    extra = 0
    fields = (
        ("name", "points", "is_bonus", "position"),
        "phrases",
        "probe",
        "missed",
        ("source", "checked_on", "review_by"),
    )


class MisconceptionInline(admin.StackedInline[Misconception, Question]):
    model = Misconception
    form = MisconceptionForm
    extra = 0
    fields = (("name", "points", "position"), "phrases", "correction")


class PublishedFilter(admin.SimpleListFilter):
    title = "published"
    parameter_name = "published"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Yes"), ("no", "No")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Question]) -> QuerySet[Question]:
        if self.value() is None:
            return queryset
        return queryset.filter(current_version__isnull=self.value() == "no")


@admin.register(Question)
class QuestionAdmin(
    RevisedAdmin,
    LabAdmin,
    BenchmarksAdmin,
    DraftingAdmin,
    FactsAdmin,
    StatisticsAdmin,
    RegradingAdmin,
    VersionsAdmin,
):
    form = QuestionForm
    inlines = (CriterionInline, MisconceptionInline, BenchmarkInline)
    list_display = (
        "short_name",
        "topic",
        "difficulty",
        "is_published",
        "version",
        "attempt_count",
        "open_disputes",
    )
    list_filter = ("topic", PublishedFilter, "difficulty")
    list_select_related = ("topic", "current_version")
    search_fields = ("short_name", "text", "model_answer", "criteria__name", "misconceptions__name")
    prepopulated_fields = {"slug": ("short_name",)}
    save_on_top = True
    fieldsets = (
        (None, {"fields": (("topic", "difficulty", "position"), ("short_name", "slug"), "base", "over")}),
        (None, {"fields": ("text", "model_answer", "why")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        is_open = Q(attempts__disputes__state=Dispute.State.OPEN)
        return (
            super()
            .get_queryset(request)
            .annotate(
                attempt_count=Count("attempts", distinct=True),
                open_disputes=Count("attempts__disputes", filter=is_open, distinct=True),
            )
        )

    @admin.display(description="published", boolean=True, ordering="current_version")
    def is_published(self, question: Question) -> bool:
        return question.is_published

    @admin.display(description="version", empty_value="-")
    def version(self, question: Question) -> int | None:
        return question.current_version.number if question.current_version else None

    @admin.display(description="attempts", ordering="attempt_count")
    def attempt_count(self, question: Question) -> Any:
        return question.attempt_count  # type: ignore[attr-defined]

    @admin.display(description="open disputes", ordering="open_disputes")
    def open_disputes(self, question: Question) -> Any:
        """Many are a sign of a weak rubric."""
        return question.open_disputes or "-"  # type: ignore[attr-defined]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Say what is weak about the rubric once the whole of it is saved, unless it is tried now."""
        super().save_related(request, form, formsets, change)
        if "_publish" in request.POST:
            return
        for sentence, is_note in _findings(form.instance):
            messages.add_message(request, messages.INFO if is_note else messages.WARNING, sentence)

    def response_add(
        self, request: HttpRequest, obj: Question, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._to_publish(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Question) -> HttpResponse:
        return self._to_publish(request, obj) or super().response_change(request, obj)

    def _to_publish(self, request: HttpRequest, question: Question) -> HttpResponse | None:
        """Try what was saved, if that was asked for."""
        return self.try_page(request, question.pk) if "_publish" in request.POST else None


def _findings(question: Question) -> list[tuple[str, bool]]:
    """What lint finds, in sentences, and whether each is a note only."""
    try:
        return [(finding.sentence, finding.is_note) for finding in lint_question(question)]
    except RubricError as error:
        return [(f"Not ready to be published. {problem}", False) for problem in error.problems]
