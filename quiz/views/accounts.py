"""A person's own account: data to take along and to delete, and the other sessions."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from quiz import reports
from quiz.documents.personal_data import csv_archive_of, json_of
from quiz.forms.accounts import PasswordForm
from quiz.models import Action
from quiz.services import accounts
from quiz.services.audit import record
from quiz.views.requests import SAFE, AuthenticatedRequest, limited


@require_http_methods(["GET", "HEAD", "POST"])
@limited("reauthenticate")
def account_data(request: AuthenticatedRequest) -> HttpResponse:
    """What is kept, the way to take it along, and the form that deletes it all."""
    form = PasswordForm(request.user, request.POST if request.method == "POST" else None)
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


@require_http_methods(["GET", "HEAD", "POST"])
@limited("reauthenticate")
def account_sign_out_everywhere(request: AuthenticatedRequest) -> HttpResponse:
    """End all sessions but this one."""
    form = PasswordForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        person = accounts.end_sessions(request.user, password=form.cleaned_data["password"])
        if person:
            update_session_auth_hash(request, person)
            messages.success(request, "You are signed out everywhere but here.")
            return redirect("account_change_password")
        form.add_error("password", "This is not your password.")
    return render(request, "account/sign_out_everywhere.html", {"form": form})


@require_safe
@limited("export", methods=SAFE)
def account_export(request: AuthenticatedRequest) -> StreamingHttpResponse:
    """All data of one's own as a JSON file, sent while it is read."""
    if request.method == "GET":
        record(request.user, Action.DATA_EXPORTED, [request.user.pk])
    pieces = json_of(reports.personal_tables(request.user), reports.PERSONAL_UNITS)
    return StreamingHttpResponse(pieces, headers=_file("application/json", "json"))


@require_safe
@limited("export", methods=SAFE)
def account_export_csv(request: AuthenticatedRequest) -> StreamingHttpResponse:
    """The same as a CSV file for each kind of thing, in an archive."""
    if request.method == "GET":
        record(request.user, Action.DATA_EXPORTED, [request.user.pk])
    tables = reports.personal_tables(request.user)
    pieces = csv_archive_of(tables, reports.PERSONAL_UNITS, timezone.localtime())
    return StreamingHttpResponse(pieces, headers=_file("application/zip", "zip"))


def _file(kind: str, ending: str) -> dict[str, str]:
    return {"Content-Type": kind, "Content-Disposition": f'attachment; filename="interview-prep.{ending}"'}
