"""A person's own data: to take along, and to delete."""

from __future__ import annotations

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from quiz import reports
from quiz.forms.accounts import DeleteAccountForm
from quiz.models import Action
from quiz.services import accounts
from quiz.services.audit import record
from quiz.views.requests import AuthenticatedRequest


@require_http_methods(["GET", "HEAD", "POST"])
def account_data(request: AuthenticatedRequest) -> HttpResponse:
    """What is kept, the way to take it along, and the form that deletes it all."""
    if request.method == "POST":
        too_often: HttpResponse | None = ratelimit.consume_or_429(
            request, action="reauthenticate", user=request.user
        )
        if too_often:
            return too_often
    form = DeleteAccountForm(request.user, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        page = {
            "form": form,
            "led_alone": accounts.led_alone(request.user),
            "sightings": reports.sightings(request.user),
            "audit_days": settings.AUDIT_DAYS,
        }
        return render(request, "account/data.html", page)
    accounts.delete_account(request.user)
    logout(request)
    messages.success(request, "Your account and all that belonged to it are deleted.")
    return redirect("account_login")


@require_safe
def account_export(request: AuthenticatedRequest) -> JsonResponse:
    """All data of one's own as a JSON file."""
    record(request.user, Action.DATA_EXPORTED, [request.user.pk])
    response = JsonResponse(accounts.export_account(request.user), json_dumps_params={"indent": 2})
    response["Content-Disposition"] = 'attachment; filename="interview-prep.json"'
    return response
