"""The question list, one question on its own, and its practice."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from quiz import reports
from quiz.forms.questions import QuestionFilterForm
from quiz.models import Question
from quiz.services import interviews
from quiz.views.requests import AuthenticatedRequest, limited, missing_is_404


@require_safe
def question_list(request: AuthenticatedRequest) -> HttpResponse:
    """Published questions, searched and filtered, with where the candidate is with each."""
    form = QuestionFilterForm(request.GET)
    found = reports.question_list(request.user, form.choice(), request.GET.get("page"))
    return render(request, "quiz/question/list.html", {"found": found, "form": form})


@require_safe
def question_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One question, and what the candidate has made of it."""
    question = get_object_or_404(Question.objects.published().with_agreement().select_related("topic"), pk=pk)
    detail = reports.question_detail(request.user, question)
    return render(request, "quiz/question/detail.html", {"detail": detail})


@require_POST
@limited("start")
def question_practice(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask this one question now, or go on with its practice."""
    with missing_is_404():
        return redirect(interviews.practice(request.user, pk))


@require_safe
def progress(request: AuthenticatedRequest) -> HttpResponse:
    """What to do next, and how it went so far, by topic and criterion."""
    return render(
        request,
        "quiz/progress.html",
        {"progress": reports.progress(request.user, opened=request.GET.get("topic"))},
    )
