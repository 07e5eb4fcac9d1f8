"""What leads take from a cohort as CSV."""

from __future__ import annotations

from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from quiz import reports
from quiz.documents.spreadsheets import csv_pieces
from quiz.models import Action, Cohort
from quiz.services.audit import record
from quiz.views.requests import SAFE, AuthenticatedRequest, limited


@require_safe
@limited("export", methods=SAFE)
def cohort_export(request: AuthenticatedRequest, pk: int, what: str) -> StreamingHttpResponse:
    """The grid, the members or the attempts, sent while they are read."""
    cohort = get_object_or_404(Cohort.objects.led_by(request.user), pk=pk)
    rows_of = reports.EXPORTS.get(what)
    if rows_of is None:
        raise Http404
    members = cohort.memberships.values_list("member", flat=True)
    if request.method == "GET":
        record(request.user, Action.COHORT_EXPORTED, members, cohort=pk, what=what)
    pieces = csv_pieces(rows_of(cohort, request.user.zone))
    response = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    name = slugify(cohort.name, allow_unicode=True) or "cohort"
    day = timezone.localdate()
    response["Content-Disposition"] = content_disposition_header(True, f"{name}-{what}-{day.isoformat()}.csv")
    response["Cache-Control"] = "private, no-store"
    return response
