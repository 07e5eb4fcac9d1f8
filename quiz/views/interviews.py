"""Starting an interview, the room, the end, the debrief."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from quiz import reports
from quiz.forms.interviews import InterviewForm, TurnForm
from quiz.models import Interview
from quiz.services import interviews
from quiz.views.requests import AuthenticatedRequest, missing_is_404, redirect_page

PAGE_SIZE = 20


@require_safe
def interview_list(request: AuthenticatedRequest) -> HttpResponse:
    """All finished interviews, newest first."""
    finished = Interview.objects.of(request.user).finished().select_related("topic")
    page = Paginator(finished, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "quiz/interview/list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def interview_create(request: AuthenticatedRequest) -> HttpResponse:
    """Start an interview, or go to the one that is unfinished."""
    unfinished = Interview.objects.of(request.user).unfinished().first()
    if unfinished:
        messages.info(request, "This interview is still open. Once it is finished, you can start another.")
        return redirect(unfinished)
    form = InterviewForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return redirect(interviews.start_interview(request.user, **form.cleaned_data))
        except interviews.NothingToAskError:
            form.add_error("topic", "This topic has no questions just now. Choose another one.")
    return render(request, "quiz/interview/create.html", {"form": form})


@require_safe
def interview_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The room: what has been said, and the question that waits."""
    interview = get_object_or_404(Interview.objects.of(request.user).select_related("topic"), pk=pk)
    return render_room(request, interview)


def render_room(
    request: AuthenticatedRequest, interview: Interview, form: TurnForm | None = None
) -> HttpResponse:
    """Render the room, or its changing part for htmx; go to the debrief if the interview is finished."""
    room = reports.room(interview)
    if room is None:
        return redirect_page(request, reverse("interview_debrief", args=[interview.pk]))
    template = "quiz/interview/_room.html" if request.htmx else "quiz/interview/detail.html"
    return render(request, template, {"room": room, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def interview_finish(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask whether to finish early; on POST do it."""
    if request.method == "POST":
        with missing_is_404():
            return redirect(interviews.finish_interview(request.user, pk))
    interview = get_object_or_404(Interview.objects.of(request.user).select_related("topic"), pk=pk)
    room = reports.room(interview)
    if room is None:
        return redirect("interview_debrief", pk)
    return render(request, "quiz/interview/finish.html", {"room": room})


@require_safe
def interview_debrief(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Every criterion of every answer, the words that earned it, and what would have."""
    interview = get_object_or_404(Interview.objects.of(request.user).select_related("topic"), pk=pk)
    if not interview.finished_at:
        return redirect(interview)
    return render(request, "quiz/interview/debrief.html", {"debrief": reports.debrief(interview)})
