"""What comes in after the session expired: it waits in the browser's new session for the sign-in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse

from quiz.forms.text import clean_text
from quiz.models import RESPONSE_LIMIT
from quiz.views.requests import AuthenticatedRequest, redirect_page

UNSENT = "unsent"
"""Session key of what came in after the session had expired: fields by the path they were sent to."""
MOST_UNSENT = 4
"""Kept beside the latest, when several tabs are sent."""

View = Callable[..., HttpResponse]


def kept_until_sign_in(form: type[forms.Form], look: View) -> Callable[[View], View]:
    """For a view that is posted what somebody wrote: from nobody it is kept, and the sign-in asked for.

    `look` answers whoever only looks there, as one does after the sign-in; `take_unsent` gives it the fields.
    """

    def decorated(view: View) -> View:
        @login_not_required
        @wraps(view)
        def kept(request: AuthenticatedRequest, **place: Any) -> HttpResponse:
            if request.user.is_authenticated:
                return (view if request.method == "POST" else look)(request, **place)
            if request.method == "POST":
                return _keep_and_sign_in(request, form)
            return redirect_to_login(request.path)

        return kept

    return decorated


def take_unsent(request: AuthenticatedRequest) -> dict[str, str]:
    """The fields that were sent to this page before the sign-in, once; none if there are none."""
    unsent = request.session.get(UNSENT, {})
    fields: dict[str, str] = unsent.get(request.path, {})
    if fields:
        request.session[UNSENT] = {path: sent for path, sent in unsent.items() if path != request.path}
    return fields


def _keep_and_sign_in(request: AuthenticatedRequest, form: type[forms.Form]) -> HttpResponse:
    too_often: HttpResponse | None = ratelimit.consume_or_429(request, action=UNSENT)
    if too_often:
        return too_often
    sent = {name: clean_text(request.POST.get(name, ""))[:RESPONSE_LIMIT] for name in form.base_fields}
    others = list(request.session.get(UNSENT, {}).items())[-MOST_UNSENT:]
    request.session[UNSENT] = {**dict(others), request.path: sent}
    messages.info(request, "Your session had ended. Sign in to go on; what you wrote is kept.")
    return redirect_page(request, redirect_to_login(request.path).url)
