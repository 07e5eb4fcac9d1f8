"""Answering: submit, skip, keep the draft. What comes in after the session expired waits for the sign-in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from quiz.forms.interviews import DraftForm, ResponseForm, TurnForm
from quiz.forms.text import clean_text
from quiz.models import RESPONSE_LIMIT, Attempt
from quiz.services import interviews
from quiz.views.interviews import render_room
from quiz.views.requests import AuthenticatedRequest, missing_is_404, redirect_page

UNSENT = "unsent"
"""Session key of the text that came in after the session had expired: attempt, turn, text."""


View = Callable[[AuthenticatedRequest, int], HttpResponse]


def kept_until_sign_in(view: View) -> View:
    """For a view that is posted an answer: what comes from nobody is kept, and the sign-in asked for.

    Whoever only looks there, say by loading its page again, is sent to where the attempt stands.
    """

    @login_not_required
    @wraps(view)
    def kept(request: AuthenticatedRequest, pk: int) -> HttpResponse:
        if request.method != "POST":
            return redirect("attempt_detail", pk)
        return view(request, pk) if request.user.is_authenticated else _keep_and_sign_in(request, pk)

    return kept


@require_safe
def attempt_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Go to the interview of the attempt, with what was typed before the sign-in as its draft."""
    unsent = request.session.pop(UNSENT, None)
    attempt = get_object_or_404(Attempt.objects.of(request.user).select_related("interview"), pk=pk)
    if unsent and unsent["attempt"] == pk:
        try:
            saved_at = attempt.draft_saved_at
            interviews.save_draft(request.user, pk, turn=unsent["turn"], text=unsent["text"], base=saved_at)
        except interviews.TurnIsOverError as over:
            _give_back(request, unsent["text"], over)
    return redirect(attempt.interview)


@kept_until_sign_in
def attempt_submit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Score one response, then show the next question."""
    form = ResponseForm(request.POST)
    if not form.is_valid():
        return _ask_again(request, pk, form)
    try:
        with missing_is_404():
            interview = interviews.submit_response(request.user, pk, **form.cleaned_data)
    except interviews.TurnIsOverError as over:
        interview = over.attempt.interview
        if form.cleaned_data["text"] != over.attempt.said(form.cleaned_data["turn"]):
            _give_back(request, form.cleaned_data["text"], over)
    return render_room(request, interview) if request.htmx else redirect(interview)


@kept_until_sign_in
def attempt_skip(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Leave the turn unanswered, then show the next question."""
    form = TurnForm(request.POST)
    if not form.is_valid():
        return redirect_page(request, reverse("attempt_detail", args=[pk]))
    try:
        with missing_is_404():
            interview = interviews.skip_turn(request.user, pk, **form.cleaned_data)
    except interviews.TurnIsOverError as over:
        interview = over.attempt.interview
    return render_room(request, interview) if request.htmx else redirect(interview)


@kept_until_sign_in
def attempt_leave(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Keep the draft and go home: what leaving does where no script has kept it while it was typed."""
    form = DraftForm(request.POST)
    if not form.is_valid():
        return _ask_again(request, pk, form)
    try:
        with missing_is_404():
            interviews.save_draft(request.user, pk, **form.cleaned_data)
    except interviews.TurnIsOverError as over:
        _give_back(request, form.cleaned_data["text"], over)
    except interviews.DraftConflictError as conflict:
        return _show_both(request, pk, form, conflict)
    return redirect("home")


@kept_until_sign_in
def attempt_pause(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Keep the draft and stop the clock of an interview that has no limit."""
    form = DraftForm(request.POST)
    if not form.is_valid():
        return _ask_again(request, pk, form)
    attempt = get_object_or_404(Attempt.objects.of(request.user), pk=pk)
    try:
        interviews.save_draft(request.user, pk, **form.cleaned_data)
    except interviews.TurnIsOverError as over:
        _give_back(request, form.cleaned_data["text"], over)
    except interviews.DraftConflictError as conflict:
        return _show_both(request, pk, form, conflict)
    interview = interviews.pause_interview(request.user, attempt.interview_id)
    return render_room(request, interview) if request.htmx else redirect(interview)


@login_not_required
@require_POST
def attempt_draft(request: AuthenticatedRequest, pk: int) -> JsonResponse:
    """Keep the draft: 200 with when; 400 no draft, 401 sign in first, each with why.

    409 with the other draft if another tab kept one, and with why if the turn is over.
    """
    if not request.user.is_authenticated:
        return JsonResponse({"login": _login_url(pk)}, status=401)
    form = DraftForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"detail": next(iter(form.errors.values()))[0]}, status=400)
    try:
        with missing_is_404():
            saved_at = interviews.save_draft(request.user, pk, **form.cleaned_data)
    except interviews.TurnIsOverError as over:
        return JsonResponse({"detail": str(over)}, status=409)
    except interviews.DraftConflictError as conflict:
        other = {"draft": conflict.draft, "saved_at": conflict.saved_at.isoformat()}
        return JsonResponse(other, status=409)
    return JsonResponse({"saved_at": saved_at.isoformat()})


def _show_both(
    request: AuthenticatedRequest, pk: int, form: DraftForm, conflict: interviews.DraftConflictError
) -> HttpResponse:
    """Show the draft that another tab kept above the one that is in the box."""
    sentence = "Another tab kept this meanwhile. Yours is in the box; keep it to replace the other:"
    messages.warning(request, f"{sentence}\n“{conflict.draft}”")
    return _ask_again(request, pk, form)


def _ask_again(request: AuthenticatedRequest, pk: int, form: TurnForm) -> HttpResponse:
    """Show the form with its errors if its turn still waits; else give the text back beside what waits."""
    attempt = get_object_or_404(Attempt.objects.of(request.user).select_related("interview"), pk=pk)
    if attempt.turn == form["turn"].value():
        return render_room(request, attempt.interview, form)
    _give_back(request, form["text"].value() or "", interviews.TurnIsOverError(attempt))
    return render_room(request, attempt.interview)


def _give_back(request: AuthenticatedRequest, text: str, over: interviews.TurnIsOverError) -> None:
    """Say that an answer wasn't taken and why, with its words, so that they aren't lost."""
    if text:
        messages.warning(request, f"{over} What you sent now was not taken:\n“{text[:RESPONSE_LIMIT]}”")


def _login_url(pk: int) -> str:
    return redirect_to_login(reverse("attempt_detail", args=[pk])).url


def _keep_and_sign_in(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Keep what was typed in the browser's new session, sign in, and come back to the question."""
    too_often: HttpResponse | None = ratelimit.consume_or_429(request, action=UNSENT)
    if too_often:
        return too_often
    form = TurnForm(request.POST)
    if form.is_valid():
        text = clean_text(request.POST.get("text", ""))[:RESPONSE_LIMIT]
        request.session[UNSENT] = {"attempt": pk, "text": text, **form.cleaned_data}
        messages.info(request, "Your session had ended. Sign in to go on; what you wrote is kept.")
    return redirect_page(request, _login_url(pk))
