"""The rubric lab beside a question that is being edited: answers are scored by what stands in the form."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from quiz.admin.publishing import PublishingAdmin
from quiz.forms.drafts import Draft, read_draft
from quiz.forms.text import clean_text
from quiz.models import RESPONSE_LIMIT, Attempt, Question
from quiz.reports.labs import Tried, past_answers, tried
from quiz.services.labs import Bench, set_up
from quiz.services.question_bank import content_of, rubric_content

BETWEEN_ANSWERS = re.compile(r"^[ \t]*-{3,}[ \t]*$", re.MULTILINE)
"""A line of three hyphens or more."""
MOST_ANSWERS = 10
TOO_LONG = f"{{}} has more than {RESPONSE_LIMIT:,} characters; no answer may."
TOO_MANY = f"The first {MOST_ANSWERS} answers are scored; the rest isn’t."
WORST = 10
"""Benchmarks in the table."""


class LabAdmin(PublishingAdmin):
    """The page of a question has the lab; what stands in its form is posted there as it changes."""

    def get_urls(self) -> list[URLPattern]:
        view = login_not_required(require_POST(self.lab_view))
        return [
            path("add/lab/", view, name="quiz_question_add_lab"),
            path("<int:pk>/lab/", view, name="quiz_question_lab"),
            *super().get_urls(),
        ]

    def lab_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """A script isn't sent to the sign-in once the session has expired: the page would be lost."""
        if request.htmx and not request.user.is_authenticated:  # type: ignore[attr-defined]
            return HttpResponse(status=401)
        response: HttpResponse = self.admin_site.admin_view(self.lab_page)(request, pk)
        return response

    def lab_page(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Score answers by the rubric that was sent, which isn't saved."""
        question = Question() if pk is None else get_object_or_404(Question, pk=pk)
        is_permitted = self.has_add_permission(request) if pk is None else self.has_change_permission(request)
        if not is_permitted:
            raise PermissionDenied
        found = _found(read_draft(request.POST, question), question, request.POST)
        if request.htmx:  # type: ignore[attr-defined]
            return render(request, "admin/quiz/question/_lab_found.html", found)
        return self.render(request, question, "lab", **found)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With what is found of the rubric as it is saved, and the answers that can be picked."""
        question = context.get("original")
        if question and request.method == "POST":
            context |= _found(read_draft(request.POST, question), question, request.POST)
        elif question:
            bench = set_up(question, rubric_content(question), question.benchmarks.all())
            context |= _shown(bench, [])
        context["past_answers"] = past_answers(question) if question else []
        context["lab_answers"] = request.POST.get("lab_answers", "")
        return super().render_change_form(request, context, *args, **kwargs)


def _found(draft: Draft, question: Question, data: QueryDict) -> dict[str, Any]:
    content = content_of(draft.question, criteria=draft.criteria, misconceptions=draft.misconceptions)
    bench = set_up(question, content, draft.benchmarks)
    typed = [text.strip() for text in BETWEEN_ANSWERS.split(clean_text(data.get("lab_answers", "")))]
    named = _named([text for text in typed if text])
    answers = [
        tried(name, bench.rubric, text, number=number)
        for number, (name, text) in enumerate(named[:MOST_ANSWERS], start=1)
        if bench.rubric and len(text) <= RESPONSE_LIMIT
    ]
    picked = _picked(question, data.get("lab_attempt", ""))
    if bench.rubric and picked:
        answers.insert(0, tried("The past answer", bench.rubric, picked.response, number=0, attempt=picked))
    return _shown(bench, answers) | {"left_out": _left_out(named)}


def _shown(bench: Bench, answers: list[Tried]) -> dict[str, Any]:
    return {"bench": bench, "answers": answers, "worst": bench.agreement.worst_first[:WORST]}


def _named(texts: list[str]) -> list[tuple[str, str]]:
    if len(texts) == 1:
        return [("The answer", texts[0])]
    return [(f"Answer {number}", text) for number, text in enumerate(texts, start=1)]


def _left_out(named: list[tuple[str, str]]) -> list[str]:
    """Why some of what was typed isn't scored."""
    too_long = [TOO_LONG.format(name) for name, text in named[:MOST_ANSWERS] if len(text) > RESPONSE_LIMIT]
    return [*too_long, TOO_MANY] if len(named) > MOST_ANSWERS else too_long


def _picked(question: Question, key: str) -> Attempt | None:
    if question.pk is None or not key.isdecimal() or len(key) > 18:
        return None
    return question.attempts.closed().filter(pk=key).first()
