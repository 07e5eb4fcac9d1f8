"""Two editors at one question: the second is told, and what the first has saved is not overwritten unseen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse

from quiz.admin.editors import editor_of
from quiz.admin.opened import OpenedAdmin
from quiz.forms.drafts import read_draft
from quiz.forms.merging import is_stale, merged
from quiz.models import Benchmark, Question
from quiz.reports.versions import DiffLine, difference
from quiz.services.question_bank import content_of, rubric_content


class RevisedAdmin(OpenedAdmin[Question]):
    """Each save raises the revision; a page that was opened at an earlier one comes back with what is new."""

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Question | None:
        question = super().get_object(request, object_id, from_field)
        if question and "base" in request.POST and is_stale(request.POST, question):
            request.POST = merged(request.POST, question)  # type: ignore[assignment]
        return question

    def save_model(self, request: HttpRequest, obj: Question, form: Any, change: bool) -> None:
        obj.revise(editor_of(request))
        super().save_model(request, obj, form, change)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if getattr(context["adminform"].form, "is_stale", False):
            saved = Question.objects.select_related("topic", "revised_by").get(pk=context["original"].pk)
            context |= {"saved": saved, "difference": _difference(request, saved)}
        return super().render_change_form(request, context, *args, **kwargs)


def _difference(request: HttpRequest, saved: Question) -> tuple[DiffLine, ...]:
    """What would change if the page were saved as it was sent."""
    draft = read_draft(request.POST, saved)
    typed = content_of(draft.question, criteria=draft.criteria, misconceptions=draft.misconceptions)
    return difference(
        _page(rubric_content(saved), saved, saved.benchmarks.all()),
        _page(typed, draft.question, draft.benchmarks),
    )


def _page(content: dict[str, Any], question: Question, benchmarks: Iterable[Benchmark]) -> dict[str, Any]:
    """All that the page of a question says."""
    return content | {
        "head": [
            f"Topic: {question.topic}",
            f"Short name: {question.short_name}",
            f"Slug: {question.slug}",
            f"Difficulty: {question.difficulty}",
        ],
        "benchmarks": [f"{line.grade}: {line.text} {line.why}".strip() for line in benchmarks],
    }
