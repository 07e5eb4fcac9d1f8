"""“I did say that”: made and withdrawn on the line of the debrief, listed on a page of their own."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.views.decorators.http import require_POST, require_safe

from quiz import reports
from quiz.forms.debriefs import DisputeForm
from quiz.models import Attempt, Dispute
from quiz.services import disputes
from quiz.views.requests import AuthenticatedRequest, missing_is_404
from quiz.views.unsent import kept_until_sign_in, take_unsent

PAGE_SIZE = 20
QUOTED = 30
"""Words of a quotation that are repeated."""
NOT_SAID = "These words aren’t in your answer. Copy them from it as they stand there."


@require_safe
def dispute_list(request: AuthenticatedRequest) -> HttpResponse:
    """All of one's own, newest first, with what came of them."""
    page = Paginator(Dispute.objects.of(request.user).with_names(), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    rows = reports.dispute_rows(page.object_list)
    template = "quiz/dispute/_list.html" if request.htmx else "quiz/dispute/list.html"
    return render(request, template, {"page": page, "rows": list(rows)})


@require_safe
def dispute_look(request: AuthenticatedRequest, pk: int, criterion: str) -> HttpResponse:
    """Show the line on the debrief, with what was typed for it before the sign-in."""
    get_object_or_404(Attempt.objects.of(request.user), pk=pk)
    sent = take_unsent(request)
    return _to_line(request, pk, criterion, DisputeForm(initial=sent) if any(sent.values()) else None)


@kept_until_sign_in(DisputeForm, look=dispute_look)
def dispute_create(request: AuthenticatedRequest, pk: int, criterion: str) -> HttpResponse:
    """Say that words of the answer do cover the criterion."""
    form = DisputeForm(request.POST)
    try:
        if form.is_valid():
            with missing_is_404():
                made = disputes.dispute(request.user, pk, criterion=criterion, **form.cleaned_data)
            if made.why != form.cleaned_data["why"]:
                _give_back(request, form)
    except disputes.NotSaidError:
        form.add_error("quote", NOT_SAID)
    return _to_line(request, pk, criterion, form if form.errors else None)


@require_POST
def dispute_withdraw(request: AuthenticatedRequest, pk: int, criterion: str) -> HttpResponse:
    """Take it back and return to where that was done; what an editor has answered meanwhile stays so."""
    said = "Withdrawn."
    try:
        with missing_is_404():
            withdrawn = disputes.withdraw(request.user, pk, criterion=criterion)
        if withdrawn:
            said = f"Withdrawn: “{Truncator(withdrawn.quote).words(QUOTED)}”"
    except disputes.DisputeIsAnsweredError:
        said = "An editor has answered it meanwhile."
    if "page" not in request.POST:
        return _to_line(request, pk, criterion)
    messages.info(request, said)
    return redirect(f"{reverse('dispute_list')}?{urlencode({'page': request.POST['page']})}")


def _to_line(
    request: AuthenticatedRequest, pk: int, criterion: str, form: DisputeForm | None = None
) -> HttpResponse:
    """Show how the line stands: to htmx its part, else the debrief; with a form that is still to be sent."""
    finished = Attempt.objects.of(request.user).filter(interview__finished_at__isnull=False)
    attempt = get_object_or_404(finished.select_related("interview__candidate", "interview__question"), pk=pk)
    debrief = reports.debrief(attempt.interview)
    line = debrief.line(pk, criterion)
    if line is None:
        raise Http404
    if form and line.dispute:
        _give_back(request, form)
        form = None
    page = {"debrief": debrief, "line": line, "form": form, "disputed": line.id if form else ""}
    if request.htmx:
        return render(request, "quiz/dispute/_dispute.html", page)
    if form:
        return render(request, "quiz/interview/debrief.html", page)
    return redirect(f"{attempt.interview.get_absolute_url()}#{line.id}")


def _give_back(request: AuthenticatedRequest, form: DisputeForm) -> None:
    """Say that what was sent on a disputed line wasn't taken, with its words, so that they aren't lost."""
    words = "\n".join(f"“{form[name].value()}”" for name in ("quote", "why"))
    messages.warning(request, f"You have said so already. What you sent now was not taken:\n{words}")
