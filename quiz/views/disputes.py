"""“I did say that”: made and withdrawn on the line of the debrief, listed on a page of their own."""

from __future__ import annotations

from contextlib import suppress

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from quiz import reports
from quiz.forms.debriefs import DisputeForm
from quiz.models import Attempt, Dispute
from quiz.services import disputes
from quiz.views.requests import AuthenticatedRequest, missing_is_404

PAGE_SIZE = 20
NOT_SAID = "These words aren’t in your answer. Copy them from it as they stand there."


@require_safe
def dispute_list(request: AuthenticatedRequest) -> HttpResponse:
    """All of one's own, newest first, with what came of them."""
    page = Paginator(Dispute.objects.of(request.user).with_names(), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    rows = reports.dispute_rows(page.object_list)
    return render(request, "quiz/dispute/list.html", {"page": page, "rows": list(rows)})


@require_POST
def dispute_create(request: AuthenticatedRequest, pk: int, criterion: str) -> HttpResponse:
    """Say that words of the answer do cover the criterion."""
    form = DisputeForm(request.POST)
    try:
        if form.is_valid():
            with missing_is_404():
                disputes.dispute(request.user, pk, criterion=criterion, **form.cleaned_data)
    except disputes.NotSaidError:
        form.add_error("quote", NOT_SAID)
    return _to_line(request, pk, criterion, form)


@require_POST
def dispute_withdraw(request: AuthenticatedRequest, pk: int, criterion: str) -> HttpResponse:
    """Take it back; what an editor has answered meanwhile stays, with the answer."""
    with suppress(disputes.DisputeIsAnsweredError), missing_is_404():
        disputes.withdraw(request.user, pk, criterion=criterion)
    return _to_line(request, pk, criterion)


def _to_line(
    request: AuthenticatedRequest, pk: int, criterion: str, form: DisputeForm | None = None
) -> HttpResponse:
    """Show how the line stands: to htmx its part, else the debrief; a form with errors comes back in it."""
    finished = Attempt.objects.of(request.user).filter(interview__finished_at__isnull=False)
    attempt = get_object_or_404(finished.select_related("interview__candidate", "interview__question"), pk=pk)
    debrief = reports.debrief(attempt.interview)
    line = debrief.line(pk, criterion)
    if line is None:
        raise Http404
    sent_back = form if form and form.errors else None
    page = {"debrief": debrief, "line": line, "form": sent_back, "disputed": line.id if sent_back else ""}
    if request.htmx:
        return render(request, "quiz/dispute/_dispute.html", page)
    if sent_back:
        return render(request, "quiz/interview/debrief.html", page)
    return redirect(f"{attempt.interview.get_absolute_url()}#{line.id}")
