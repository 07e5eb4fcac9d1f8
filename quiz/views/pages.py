"""The home page, and the pages that only explain."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quiz import reports
from quiz.services import interviews, planning
from quiz.views.requests import AuthenticatedRequest


@require_safe
def home(request: AuthenticatedRequest) -> HttpResponse:
    """What was left open, a new interview, recent scores."""
    interviews.end_overdue(request.user)
    topics = planning.usual_topics(request.user)
    plans = planning.offers(request.user, topics)
    page = {
        "today": reports.today(request.user),
        "topics": topics,
        "plans": plans,
        "standings": reports.topic_standings(request.user),
    }
    return render(request, "quiz/home.html", page)


@require_safe
def phrases(request: AuthenticatedRequest) -> HttpResponse:
    """How phrases are written, for editors."""
    page = (settings.BASE_DIR / "docs" / "phrases.md").read_text(encoding="utf-8")
    _title, _, text = page.partition("\n")
    return render(request, "quiz/phrases.html", {"text": text})


@require_safe
@login_not_required
def scoring(request: HttpRequest) -> HttpResponse:
    return render(request, "quiz/scoring.html")


@require_safe
@login_not_required
def keyboard(request: HttpRequest) -> HttpResponse:
    return render(request, "quiz/keyboard.html")
