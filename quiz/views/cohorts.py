"""Cohorts: listed for everybody, made, renamed and deleted by their leads; who is in and who leads."""

from __future__ import annotations

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from quiz import reports
from quiz.forms.cohorts import CohortForm, LeadForm, NewCohortForm
from quiz.models import Cohort
from quiz.services import cohorts
from quiz.views.requests import AuthenticatedRequest, missing_is_404

UNCONFIRMED = "They haven’t confirmed this address yet. Once they have, you can add them."
UNKNOWN = (
    "Addresses aren’t confirmed on this site, so anybody may have signed up with it. Ask a superuser to put "
    "them in the group Team leads; then you can add them."
)


@require_safe
def cohort_list(request: AuthenticatedRequest) -> HttpResponse:
    """Those one leads and those one is in."""
    page = {
        "cohorts": reports.cohorts_of(request.user),
        "may_create": request.user.has_perm("quiz.add_cohort"),
    }
    return render(request, "quiz/cohort/list.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def cohort_create(request: AuthenticatedRequest) -> HttpResponse:
    """For the group Team leads; to others there is no such page."""
    if not request.user.has_perm("quiz.add_cohort"):
        raise Http404
    form = NewCohortForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "quiz/cohort/create.html", {"form": form})
    key = form.cleaned_data["key"]
    if key and (made := Cohort.objects.led_by(request.user).filter(key=key).first()):
        messages.info(request, f"{made} was made by this form already. To make another, begin a new form.")
        return redirect("cohort_members", made.pk)
    with missing_is_404():
        cohort = cohorts.create_cohort(request.user, **form.cleaned_data)
    messages.success(request, f"{cohort} is there, and you lead it. A join link lets people in.")
    return redirect("cohort_members", cohort.pk)


@require_safe
def cohort_members(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Who is in, who leads, and the links that work now."""
    cohort = get_object_or_404(Cohort.objects.led_by(request.user), pk=pk)
    page = {"cohort": cohort, "roster": reports.roster(cohort)}
    return render(request, "quiz/cohort/members.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def cohort_change(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Rename it; the way to delete it."""
    cohort = get_object_or_404(Cohort.objects.led_by(request.user), pk=pk)
    form = CohortForm(request.POST if request.method == "POST" else None, initial={"name": cohort.name})
    if not form.is_valid():
        return render(request, "quiz/cohort/change.html", {"cohort": cohort, "form": form})
    with missing_is_404():
        renamed = cohorts.rename_cohort(request.user, pk, **form.cleaned_data)
    messages.success(request, f"It is called {renamed} now.")
    return redirect("cohort_members", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def cohort_delete(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask, with what goes and what stays; on POST do it."""
    if request.method == "POST":
        with missing_is_404():
            deleted = cohorts.delete_cohort(request.user, pk)
        messages.success(request, f"{deleted} is deleted. What its members have answered is still theirs.")
        return redirect("cohort_list")
    cohort = get_object_or_404(Cohort.objects.led_by(request.user), pk=pk)
    return render(request, "quiz/cohort/delete.html", {"cohort": cohort, "roster": reports.roster(cohort)})


@require_http_methods(["GET", "HEAD", "POST"])
def cohort_leads(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Who leads; on POST add somebody, or with `stop` stop leading oneself.

    An address without an account is answered so: the list of leads would tell it anyway. That nobody goes
    through addresses, only leads may ask, and only so often.
    """
    cohort = get_object_or_404(Cohort.objects.led_by(request.user), pk=pk)
    if "stop" in request.POST:
        return _stop_leading(request, cohort)
    form = LeadForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        too_often: HttpResponse | None = ratelimit.consume_or_429(
            request, action="add_lead", user=request.user
        )
        if too_often:
            return too_often
        _add_lead(request, cohort, form)
        if form.is_valid():
            return redirect("cohort_leads", pk)
    page = {"cohort": cohort, "form": form, "roster": reports.roster(cohort)}
    return render(request, "quiz/cohort/leads.html", page)


def _add_lead(request: AuthenticatedRequest, cohort: Cohort, form: LeadForm) -> None:
    """Add whoever has the address, or say on the form why not."""
    email = form.cleaned_data["email"]
    try:
        with missing_is_404():
            person = cohorts.add_lead(request.user, cohort.pk, email=email)
        messages.success(request, f"{person} leads {cohort} as well.")
    except cohorts.NoSuchPersonError:
        form.add_error("email", f"Nobody has an account with {email}. They create one first.")
    except cohorts.UnconfirmedError:
        form.add_error("email", UNCONFIRMED if settings.EMAIL_URL else UNKNOWN)
    except cohorts.IsAMemberError:
        form.add_error("email", "They are a member here. To lead it, they leave it first.")


def _stop_leading(request: AuthenticatedRequest, cohort: Cohort) -> HttpResponse:
    try:
        with missing_is_404():
            cohorts.stop_leading(request.user, cohort.pk)
    except cohorts.LastLeadError:
        messages.warning(request, f"You are the only one who leads {cohort}. Add another lead first.")
        return redirect("cohort_leads", cohort.pk)
    messages.success(request, f"You no longer lead {cohort}, and see nothing of it any more.")
    return redirect("cohort_list")
