"""Single questions."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from quiz.services import interviews
from quiz.views.requests import AuthenticatedRequest, missing_is_404


@require_POST
def question_practice(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Answer one question, again or for the first time."""
    with missing_is_404():
        return redirect(interviews.practice(request.user, pk))
