"""REQUIRE_STAFF_MFA: the admin's door, which asks each session for the second factor."""

from __future__ import annotations

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""Recovery codes stand in for one of these, and are none by themselves."""
SET_UP = "The admin asks for a second factor. Set up an app or add a key, then open it again."
SHOW = "The admin asks for your second factor."


def second_factor_first(request: HttpRequest) -> HttpResponse | None:
    """Where somebody is led who may enter the admin but hasn't shown a second factor in this session."""
    if not settings.REQUIRE_STAFF_MFA:
        return None
    own = Authenticator.objects.filter(user_id=request.user.pk, type__in=FACTORS)
    types = set(own.values_list("type", flat=True))
    if not types:
        messages.warning(request, SET_UP)
        return _lead(request, reverse("mfa_index"))
    records = get_authentication_records(request, request.user)
    if any(record["method"] == "mfa" for record in records):
        return None
    messages.warning(request, SHOW)
    has_app = Authenticator.Type.TOTP in types
    name = "mfa_reauthenticate" if has_app else "mfa_reauthenticate_webauthn"
    back = request.get_full_path() if request.method == "GET" else reverse("admin:index")
    return _lead(request, f"{reverse(name)}?{urlencode({'next': back})}")


def _lead(request: HttpRequest, to: str) -> HttpResponse:
    """The whole page, also where htmx has asked for a part of it."""
    return HttpResponseClientRedirect(to) if "HX-Request" in request.headers else redirect(to)
