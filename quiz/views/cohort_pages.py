"""What leads see of a cohort: the grid with what matters, the answers to a criterion, practising together."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import push_url

from quiz.forms.grids import GridForm, PractiseForm
from quiz.forms.keys import ASSIGNED_ALREADY
from quiz.models import Action, Cohort, Question
from quiz.reports import cohorts
from quiz.services import assignments
from quiz.services.audit import record
from quiz.services.planning import Plan
from quiz.views.requests import AuthenticatedRequest, missing_is_404


@require_safe
def cohort_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """What is missed, who is stuck, what got better, and the grid; for htmx what the grid shows."""
    cohort = get_object_or_404(Cohort.objects.led_by(request.user), pk=pk)
    members = cohorts.members_of(cohort)
    form = GridForm(request.GET, members=members)
    record(request.user, Action.COHORT_SEEN, [member.user_id for member in members], cohort=pk)
    found = cohorts.cohort_page(members, form.choice())
    template = "quiz/cohort/_shown.html" if request.htmx else "quiz/cohort/detail.html"
    return render(request, template, {"found": found, "form": form, "cohort": cohort})


@require_safe
def cohort_criterion(
    request: AuthenticatedRequest, pk: int, question_pk: int, criterion: str
) -> HttpResponse:
    """The members' latest answers to a criterion side by side; for htmx one of each state, in a drawer."""
    cohort = get_object_or_404(Cohort.objects.led_by(request.user), pk=pk)
    question = get_object_or_404(Question.objects.published().select_related("topic"), pk=question_pk)
    asked = (cohort, cohorts.members_of(cohort), question, criterion)
    if request.htmx:
        found = cohorts.criterion_examples(*asked)
    else:
        found = cohorts.criterion_answers(*asked, request.GET.get("page"))
    if found is None:
        raise Http404
    shown = [answer.member.user_id for answer in found.answers]
    record(request.user, Action.CRITERION_SEEN, shown, cohort=pk, question=question_pk, criterion=criterion)
    page = {"found": found, "cohort": cohort}
    if request.htmx:  # the address stays that of the grid
        return push_url(render(request, "quiz/cohort/_drawer.html", page), False)
    return render(request, "quiz/cohort/criterion.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def cohort_practise(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show which questions would be practised by whom; on POST assign them.

    `question` in the address is one to begin with, instead of those that are missed most. What was on offer
    when the form was shown stays so, whatever is missed most by now.
    """
    cohort = get_object_or_404(Cohort.objects.led_by(request.user), pk=pk)
    chosen = [*request.POST.getlist("questions"), *request.GET.getlist("question")]
    practice = cohorts.cohort_practice(cohort, [number for text in chosen if (number := _number(text))])
    form = PractiseForm(
        request.POST if request.method == "POST" else None, lead=request.user, practice=practice
    )
    if practice.member_count and form.is_valid():
        if earlier := assignments.sent_by(form.cleaned_data["key"], cohort):
            messages.info(request, ASSIGNED_ALREADY)
            return redirect(earlier)
        if _assign(request, cohort, form):
            return redirect(cohort)
    return render(
        request, "quiz/cohort/practise.html", {"practice": practice, "form": form, "cohort": cohort}
    )


def _number(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:  # no number, or one of thousands of digits
        return None


def _assign(request: AuthenticatedRequest, cohort: Cohort, form: PractiseForm) -> bool:
    """Give it out, or say in the form that a question has just been withdrawn."""
    chosen = form.cleaned_data["questions"]
    questions = list(Question.objects.published().filter(pk__in=chosen))
    if len(questions) < len(chosen):
        form.add_error("questions", form.fields["questions"].error_messages["invalid_choice"])
        return False
    members = form.members
    with missing_is_404():
        assignment = assignments.assign(
            request.user,
            cohort,
            Plan(topics=[], question_count=len(questions)),
            questions=questions,
            key=form.cleaned_data["key"],
            title=form.cleaned_data["title"],
            due_at=form.due_at,
            members=None
            if members is None
            else cohort.memberships.filter(pk__in=[member.membership_id for member in members]),
        )
    count = assignment.tasks.of_members().count()
    messages.success(
        request,
        f"Assigned to {count} member{'' if count == 1 else 's'}: “{assignment.title}”, due on "
        f"{date_format(timezone.localtime(assignment.due_at), 'j F')}.",
    )
    return True
