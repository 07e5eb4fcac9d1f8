"""Pages of cohorts that are still being made elsewhere; this module goes once they are there."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from quiz.views.requests import AuthenticatedRequest


def membership_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    raise Http404
