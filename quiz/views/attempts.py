"""Answering: submit, skip, keep the draft."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from quiz.forms.interviews import DraftForm, ResponseForm, SkipForm, TurnForm
from quiz.models import RESPONSE_LIMIT, Attempt
from quiz.services import interviews
from quiz.views.interviews import render_room, render_step
from quiz.views.requests import AuthenticatedRequest, missing_is_404, redirect_page
from quiz.views.unsent import kept_until_sign_in, take_unsent


@require_safe
def attempt_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Go to the interview of the attempt, with what was typed before the sign-in as its draft."""
    attempt = get_object_or_404(Attempt.objects.of(request.user).select_related("interview"), pk=pk)
    sent = DraftForm(take_unsent(request))
    asked_first = _keep(request, pk, sent) if sent.is_valid() else None
    return asked_first or redirect(attempt.interview)


answers = kept_until_sign_in(DraftForm, look=attempt_detail)


@answers
def attempt_submit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Score one response, then show the next question."""
    form = ResponseForm(request.POST)
    if not form.is_valid():
        return _ask_again(request, pk, form)
    try:
        with missing_is_404():
            step = interviews.submit_response(request.user, pk, **form.cleaned_data)
    except interviews.TurnIsOverError as over:
        interview = over.attempt.interview
        if form.cleaned_data["text"] != over.attempt.said(form.cleaned_data["turn"]):
            _give_back(request, form.cleaned_data["text"], over)
        return render_room(request, interview) if request.htmx else redirect(interview)
    return render_step(request, step)


@answers
def attempt_skip(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Leave the turn unanswered, then show the next question; ask first if something was written for it."""
    form = SkipForm(request.POST)
    if not form.is_valid():
        return redirect_page(request, reverse("attempt_detail", args=[pk]))
    choice = {name: form.cleaned_data[name] for name in ("turn", "text", "base", "confirmed")}
    try:
        with missing_is_404():
            step = interviews.skip_turn(request.user, pk, **choice)
    except interviews.UnsentTextError as unsent:
        return _ask_again(request, pk, SkipForm(request.POST.dict() | {"text": unsent.text}))
    except interviews.DraftConflictError as conflict:
        return _show_both(request, pk, form, conflict)
    except interviews.TurnIsOverError as over:
        interview = over.attempt.interview
        _give_back(request, choice["text"], over)
        return render_room(request, interview) if request.htmx else redirect(interview)
    return render_step(request, step)


@answers
def attempt_leave(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Keep the draft and go home: what leaving does where no script has kept it while it was typed."""
    return _keep(request, pk, DraftForm(request.POST)) or redirect("home")


@answers
def attempt_finish(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Keep the draft and ask whether to finish the interview, where no script has kept it."""
    attempt = get_object_or_404(Attempt.objects.of(request.user), pk=pk)
    asked_first = _keep(request, pk, DraftForm(request.POST))
    return asked_first or redirect("interview_finish", attempt.interview_id)


@answers
def attempt_pause(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Keep the draft and stop the clock of an interview that has no limit."""
    attempt = get_object_or_404(Attempt.objects.of(request.user), pk=pk)
    asked_first = _keep(request, pk, DraftForm(request.POST))
    if asked_first:
        return asked_first
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
        other = {
            "draft": conflict.draft,
            "saved_at": conflict.saved_at.isoformat(),
            "dictated": round(conflict.dictated.total_seconds()),
        }
        return JsonResponse(other, status=409)
    return JsonResponse({"saved_at": saved_at.isoformat()})


def _keep(request: AuthenticatedRequest, pk: int, form: DraftForm) -> HttpResponse | None:
    """Keep the draft that was sent; return the page to show first if it can't be kept as it is."""
    if not form.is_valid():
        return _ask_again(request, pk, form)
    try:
        with missing_is_404():
            interviews.save_draft(request.user, pk, **form.cleaned_data)
    except interviews.TurnIsOverError as over:
        _give_back(request, form.cleaned_data["text"], over)
    except interviews.DraftConflictError as conflict:
        return _show_both(request, pk, form, conflict)
    return None


def _show_both(
    request: AuthenticatedRequest, pk: int, form: TurnForm, conflict: interviews.DraftConflictError
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
    if text.strip():
        messages.warning(request, f"{over} What you sent now was not taken:\n“{text[:RESPONSE_LIMIT]}”")


def _login_url(pk: int) -> str:
    return redirect_to_login(reverse("attempt_detail", args=[pk])).url
