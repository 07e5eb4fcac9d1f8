"""Pages that the cohort page leads to and that are made elsewhere; this module goes when they are there."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse

from quiz.views.requests import AuthenticatedRequest


def elsewhere(request: AuthenticatedRequest, **kwargs: Any) -> HttpResponse:
    raise Http404
