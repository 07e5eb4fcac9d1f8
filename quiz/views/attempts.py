"""Answering: submit, skip, keep the draft. What comes in after the session expired waits for the sign-in."""

from __future__ import annotations

from contextlib import suppress

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from quiz.forms.interviews import DraftForm, ResponseForm, TurnForm
from quiz.models import Attempt
from quiz.services import interviews
from quiz.views.interviews import render_room
from quiz.views.requests import AuthenticatedRequest, missing_is_404, redirect_page

UNSENT = "unsent"
"""Session key of the text that came in after the session had expired: attempt, turn, text."""


@require_safe
def attempt_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Go to the interview of the attempt, with what was typed before the sign-in as its draft."""
    attempt = get_object_or_404(Attempt.objects.of(request.user).select_related("interview"), pk=pk)
    unsent = request.session.pop(UNSENT, None)
    if unsent and unsent["attempt"] == pk:
        with suppress(interviews.TurnIsOverError):
            interviews.save_draft(request.user, pk, turn=unsent["turn"], text=unsent["text"])
    return redirect(attempt.interview)


@login_not_required
@require_POST
def attempt_submit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Score one response, then show the next question."""
    if not request.user.is_authenticated:
        return _keep_and_sign_in(request, pk)
    form = ResponseForm(request.POST)
    if not form.is_valid():
        attempt = get_object_or_404(
            Attempt.objects.of(request.user).select_related("interview__topic"), pk=pk
        )
        return render_room(request, attempt.interview, form)
    with missing_is_404():
        interview = interviews.submit_response(request.user, pk, **form.cleaned_data)
    return render_room(request, interview) if request.htmx else redirect(interview)


@login_not_required
@require_POST
def attempt_skip(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Leave the turn unanswered, then show the next question."""
    if not request.user.is_authenticated:
        return _keep_and_sign_in(request, pk)
    form = TurnForm(request.POST)
    if not form.is_valid():
        return redirect_page(request, reverse("attempt_detail", args=[pk]))
    with missing_is_404():
        interview = interviews.skip_turn(request.user, pk, **form.cleaned_data)
    return render_room(request, interview) if request.htmx else redirect(interview)


@login_not_required
@require_POST
def attempt_draft(request: AuthenticatedRequest, pk: int) -> JsonResponse:
    """Keep the draft: 200 with when; 400 no draft, 401 sign in first, 409 the turn is over, each with why."""
    if not request.user.is_authenticated:
        return JsonResponse({"login": _login_url(pk)}, status=401)
    form = DraftForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"detail": next(iter(form.errors.values()))[0]}, status=400)
    try:
        with missing_is_404():
            saved_at = interviews.save_draft(request.user, pk, **form.cleaned_data)
    except interviews.TurnIsOverError:
        return JsonResponse({"detail": "This was answered already, perhaps in another tab."}, status=409)
    return JsonResponse({"saved_at": saved_at.isoformat()})


def _login_url(pk: int) -> str:
    return redirect_to_login(reverse("attempt_detail", args=[pk])).url


def _keep_and_sign_in(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Keep what was typed in the browser's new session, sign in, and come back to the question."""
    form = DraftForm(request.POST)
    if form.is_valid():
        request.session[UNSENT] = {"attempt": pk, **form.cleaned_data}
    return redirect_page(request, _login_url(pk))
