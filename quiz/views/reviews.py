"""The daily review: one probe at a time; and how much of it there is on which days."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from quiz import reports
from quiz.forms.reviews import PracticeForm, ReviewForm
from quiz.models import RESPONSE_LIMIT, ReviewCard, User
from quiz.services import reviews
from quiz.views.requests import AuthenticatedRequest, missing_is_404, redirect_page
from quiz.views.unsent import kept_until_sign_in, take_unsent


@require_safe
def review_next(request: AuthenticatedRequest) -> HttpResponse:
    """The probe that is due next, or that nothing is."""
    return _ask(request)


@require_safe
def review_look(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show what is asked now, with what was typed before the sign-in if it was for this."""
    get_object_or_404(ReviewCard.objects.of(request.user), pk=pk)
    text = take_unsent(request).get("text")
    if not text:
        return redirect("review_next")
    return _ask(request, ReviewForm(initial={"text": text}), pk)


@kept_until_sign_in(ReviewForm, look=review_look)
def review_answer(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Score what was said to the probe of a card."""
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _ask(request, form, pk)
    text, base = form.cleaned_data["text"], form.cleaned_data["base"]
    try:
        with missing_is_404():
            review = reviews.answer_review(request.user, pk, text=text, base=base)
    except reviews.NotAskedError as over:
        if text and not (over.review and over.review.response == text):
            _give_back(request, text, str(over))
        return redirect("review_result", over.review.pk) if over.review else redirect("review_next")
    return redirect("review_result", review.pk)


@require_safe
def review_result(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """How the answer did, and when the criterion comes back."""
    with missing_is_404():
        checked = reports.checked(request.user, pk)
    template = "quiz/review/_result.html" if request.htmx else "quiz/review/result.html"
    return render(request, template, {"checked": checked})


@require_http_methods(["GET", "HEAD", "POST"])
def account_practice(request: AuthenticatedRequest) -> HttpResponse:
    """The time zone and the daily limit."""
    form = PracticeForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if form.is_valid():
        with missing_is_404():
            reviews.change_practice(request.user, **form.cleaned_data)
        messages.success(request, "Kept.")
        return redirect("account_practice")
    return render(request, "account/practice.html", {"form": form})


def _ask(
    request: AuthenticatedRequest, form: ReviewForm | None = None, card_id: int | None = None
) -> HttpResponse:
    """Ask what is due now, with what was typed if it was for this; else give that back."""
    asked = reports.next_asked(request.user)
    if form and not (asked and asked.card_id == card_id):
        _give_back(request, form["text"].value(), reviews.NOT_ASKED)
        return redirect("review_next")
    if asked is None:
        if request.htmx:
            return redirect_page(request, reverse("review_next"))
        return render(request, "quiz/review/nothing.html", {"due": reports.due(request.user)})
    template = "quiz/review/_next.html" if request.htmx else "quiz/review/next.html"
    return render(request, template, {"asked": asked, "form": form})


def _give_back(request: AuthenticatedRequest, text: str | None, why: str) -> None:
    """Say that an answer wasn't taken and why, with its words, so that they aren't lost."""
    if text:
        messages.warning(request, f"{why} What you sent now was not taken:\n“{text[:RESPONSE_LIMIT]}”")
