"""Pages for requests that can't be answered."""

from __future__ import annotations

import sys
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views import defaults

from interviewprep.database import why_away
from interviewprep.request_ids import current_request_id

RETRY_AFTER = 5
"""Seconds."""
UNREADABLE = (BadRequest, MultiPartParserError, SuspiciousOperation, UnreadablePostError)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is out of date; what was written in it is shown, so that it isn't lost."""
    return render(request, "403_csrf.html", {"written": _words(request)}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What can't be read, or to Django looks so: a session that can't be stored, the database being away."""
    if why_away(exception):
        return _unavailable(request)
    return defaults.bad_request(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Called while the exception is handled: a fault of ours, unless the database is away."""
    if why_away(sys.exc_info()[1]):
        return _unavailable(request)
    return _trouble(request, 500, {"detail": "Something broke on our side."})


def _unavailable(request: HttpRequest) -> HttpResponse:
    """Nothing is tried again here: the browser does what is safe, and shows a person what isn't."""
    said = {
        "detail": "The database is away or busy just now. Try again in a moment.",
        "tries_again": request.method == "GET",
        "written": _written(request),
    }
    response = _trouble(request, 503, said)
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def _trouble(request: HttpRequest, status: int, said: dict[str, Any]) -> HttpResponse:
    """A page for whoever goes to one, JSON for scripts; made without session, user and database."""
    said |= {"reference": current_request_id()}
    response: HttpResponse
    if "text/html" in request.headers.get("Accept", "") and "HX-Request" not in request.headers:
        response = HttpResponse(render_to_string(f"{status}.html", said), status=status)
    else:
        response = JsonResponse({name: said[name] for name in ("detail", "reference")}, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _written(request: HttpRequest) -> list[str]:
    """Nothing of what can't be read."""
    try:
        return _words(request)
    except UNREADABLE:
        return []


def _words(request: HttpRequest) -> list[str]:
    """What a person has written into the form, of more than one word; raises what reading it does."""
    fields = ((name, str(value)) for name, value in request.POST.items())
    return [value for name, value in fields if len(value.split()) > 1 and "password" not in name]
