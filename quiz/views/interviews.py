"""Starting an interview, the room, the end, the debrief."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import retarget

from quiz import reports
from quiz.forms.interviews import PlanForm, ReadyMadeForm, TurnForm
from quiz.models import Interview
from quiz.services import interviews, planning
from quiz.views.requests import AuthenticatedRequest, limited, missing_is_404, redirect_page

PAGE_SIZE = 20


@require_safe
def interview_list(request: AuthenticatedRequest) -> HttpResponse:
    """All finished interviews, newest first."""
    finished = Interview.objects.of(request.user).mock().finished()
    page = Paginator(finished, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "quiz/interview/list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@limited("start")
def interview_create(request: AuthenticatedRequest) -> HttpResponse:
    """Start an interview, or go to the one that is unfinished."""
    unfinished = Interview.objects.of(request.user).mock().unfinished().first()
    if unfinished and interviews.keep_time(unfinished).finished_at is None:
        messages.info(request, "This interview is still open. Once it is finished, you can start another.")
        return redirect(unfinished)
    ready_made = ReadyMadeForm(request.POST)
    topics = planning.usual_topics(request.user)
    sent = request.POST if request.method == "POST" and not ready_made.is_valid() else None
    form = PlanForm(sent, initial={"topics": topics})
    try:
        with missing_is_404():
            if ready_made.is_valid():
                return redirect(interviews.start_interview(request.user, ready_made.plan_on(topics)))
            if form.is_valid():
                return redirect(interviews.start_interview(request.user, form.plan()))
    except interviews.NothingToAskError:
        messages.warning(
            request, "No question fits this plan just now. Choose other topics, or any difficulty."
        )
    return render(request, "quiz/interview/create.html", {"form": form})


@require_safe
def interview_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The room: what has been said, and the question that waits."""
    interview = get_object_or_404(Interview.objects.of(request.user), pk=pk)
    return render_room(request, interviews.keep_time(interview))


def render_room(
    request: AuthenticatedRequest, interview: Interview, form: TurnForm | None = None
) -> HttpResponse:
    """Render the room, or its changing part for htmx; go to the debrief if the interview is finished."""
    room = reports.room(interview)
    if room is None:
        return redirect_page(request, reverse("interview_debrief", args=[interview.pk]))
    template = "quiz/interview/_room.html" if request.htmx else "quiz/interview/detail.html"
    return render(request, template, {"room": room, "form": form})


def render_step(request: AuthenticatedRequest, step: interviews.Step) -> HttpResponse:
    """After a turn: htmx gets what is new and puts it where the turn was; others are led to the page."""
    if not request.htmx:
        return redirect(step.interview)
    room = reports.room_with(step.interview, step.attempts)
    if room is None:
        return redirect_page(request, reverse("interview_debrief", args=[step.interview.pk]))
    return retarget(render(request, "quiz/interview/_step.html", {"room": room}), "#room > :last-child")


@require_safe
def interview_clock(request: AuthenticatedRequest, pk: int) -> JsonResponse:
    """How many seconds are left by the server's clock; None if nothing waits or nothing limits it."""
    interview = get_object_or_404(Interview.objects.of(request.user), pk=pk)
    waiting = interview.attempts.waiting().first()
    deadline = interview.deadline(waiting) if waiting else None
    return JsonResponse({"left": (deadline - timezone.now()).total_seconds() if deadline else None})


@require_POST
def interview_resume(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Go on after a pause."""
    with missing_is_404():
        return redirect(interviews.resume_interview(request.user, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def interview_finish(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask whether to finish early; on POST do it."""
    if request.method == "POST":
        with missing_is_404():
            return redirect(interviews.finish_interview(request.user, pk))
    interview = get_object_or_404(Interview.objects.of(request.user), pk=pk)
    room = reports.room(interviews.keep_time(interview))
    if room is None:
        return redirect("interview_debrief", pk)
    return render(request, "quiz/interview/finish.html", {"room": room})


@require_safe
def interview_debrief(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Every criterion of every answer, the words that earned it, and what would have."""
    mine = Interview.objects.of(request.user).select_related("candidate", "question")
    interview = interviews.keep_time(get_object_or_404(mine, pk=pk))
    if not interview.finished_at:
        return redirect(interview)
    return render(request, "quiz/interview/debrief.html", {"debrief": reports.debrief(interview)})
