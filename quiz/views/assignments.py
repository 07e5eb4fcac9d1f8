"""Assignments: planned, looked at, reminded of and deleted by a lead; started by a member."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quiz import reports
from quiz.forms.assignments import AssignmentForm
from quiz.forms.keys import ASSIGNED_ALREADY
from quiz.models import Action, Assignment, Cohort
from quiz.services import assignments, interviews, reminders
from quiz.services.audit import record
from quiz.views.requests import AuthenticatedRequest, address_of, limited, missing_is_404


@require_safe
def assignment_list(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """What was assigned to a cohort, and how far its members are with it."""
    cohort = get_object_or_404(Cohort.objects.led_by(request.user), pk=pk)
    page = {"cohort": cohort, "rows": reports.assignment_rows(cohort)}
    return render(request, "quiz/assignment/list.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def assignment_create(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Plan an interview for members of a cohort."""
    cohort = get_object_or_404(Cohort.objects.led_by(request.user), pk=pk)
    form = AssignmentForm(
        request.POST if request.method == "POST" else None, lead=request.user, cohort=cohort
    )
    if form.is_valid():
        key = form.cleaned_data["key"]
        if earlier := assignments.sent_by(key, cohort):
            messages.info(request, ASSIGNED_ALREADY)
            return redirect(earlier)
        with missing_is_404():
            assignment = assignments.assign(
                request.user,
                cohort,
                form.plan(),
                title=form.cleaned_data["title"],
                due_at=form.due_at,
                members=form.chosen,
                key=key,
            )
        given = assignment.tasks.of_members().count()
        who = f"{given} member{pluralize(given)}" if given else "whoever joins before it is due"
        messages.success(request, f"Assigned to {who}.")
        return redirect(assignment)
    return render(request, "quiz/assignment/create.html", {"cohort": cohort, "form": form})


@require_safe
def assignment_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The plan of an assignment, and how far each member is."""
    assignment = _led(request, pk)
    members = assignment.tasks.of_members().values_list("member", flat=True)
    record(request.user, Action.COHORT_SEEN, members, cohort=assignment.cohort_id, assignment=pk)
    rows = reports.task_rows(assignment)
    plan = assignments.plan_of(assignment)
    page = {
        "cohort": assignment.cohort,
        "assignment": assignment,
        "plan": plan,
        "askable": assignments.askable(plan, request.user),
        "rows": rows,
        "left": sum(not row.state.is_done for row in rows),
    }
    return render(request, "quiz/assignment/detail.html", page)


@require_POST
def assignment_remind(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Write to the members who haven't finished, once."""
    address = address_of(request, reverse("home"))
    try:
        with missing_is_404():
            written = reminders.remind(request.user, pk, address=f"{address}#tasks")
    except reminders.RemindedAlreadyError:
        messages.info(request, "The members were reminded already. An assignment reminds once.")
    else:
        who = f"{written} member{pluralize(written, ' is,s are')} reminded"
        how = (
            "by mail." if settings.EMAIL_URL else "on the server’s console, since it has no way to send mail."
        )
        messages.success(request, f"{who} {how}" if written else "Nobody is reminded: all have done it.")
    return redirect("assignment_detail", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def assignment_delete(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask whether to delete an assignment; on POST do it."""
    if request.method == "POST":
        with missing_is_404():
            assignment = assignments.delete_assignment(request.user, pk)
        messages.success(request, f"“{assignment.title}” is deleted.")
        return redirect("assignment_list", assignment.cohort_id)
    assignment = _led(request, pk)
    held = assignment.tasks.of_members().filter(interview__isnull=False).count()
    page = {"cohort": assignment.cohort, "assignment": assignment, "held": held}
    return render(request, "quiz/assignment/delete.html", page)


@require_POST
@limited("start")
def task_start(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Start the interview that was assigned, or go to the one that it has become."""
    interviews.end_overdue(request.user)
    try:
        with missing_is_404():
            return redirect(assignments.start_task(request.user, pk))
    except assignments.OtherInterviewError as other:
        messages.info(
            request, "This interview is still open. Once it is finished, you can start what was assigned."
        )
        return redirect(other.interview)
    except interviews.NothingToAskError:
        messages.warning(request, "There is no question for this just now. Your lead can assign another one.")
        return redirect("home")


def _led(request: AuthenticatedRequest, pk: int) -> Assignment:
    """An assignment of a cohort that the person leads, with its cohort."""
    mine = Assignment.objects.led_by(request.user).select_related("cohort", "assigned_by")
    return get_object_or_404(mine, pk=pk)
