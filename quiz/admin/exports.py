"""The questions of a topic as a file."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods, require_safe

from quiz import tasks
from quiz.admin.editors import editor_of
from quiz.documents import LARGEST_FILE
from quiz.models import Export, Topic
from quiz.services.exports import export_of, start_export

MOST_AT_ONCE = 200
"""Questions that are exported within the request; more are left to a job."""
CONTENT_TYPES = {
    Export.Ending.MARKDOWN: "text/markdown",
    Export.Ending.CSV: "text/csv",
    Export.Ending.JSON: "application/json",
}


class ExportsAdmin(admin.ModelAdmin[Topic]):
    def get_urls(self) -> list[URLPattern]:
        page = require_http_methods(["GET", "HEAD", "POST"])(self.export_page)
        route, view = "<int:pk>/export/<slug:ending>/", self.admin_site.admin_view
        return [
            path(route, view(page), name="quiz_topic_export"),
            path(f"{route}file/", view(require_safe(self.export_file)), name="quiz_topic_export_file"),
            *super().get_urls(),
        ]

    def export_page(self, request: HttpRequest, pk: int, ending: str) -> HttpResponse:
        """The file itself, or if it is large where it will be once it is made."""
        topic = self._exported(request, pk, ending)
        if request.method == "POST":
            with transaction.atomic():
                export = start_export(topic, editor_of(request), ending)
                tasks.export.defer(export_id=export.pk)
            return redirect("admin:quiz_topic_export", pk, ending)
        questions = topic.questions.count()
        if questions <= MOST_AT_ONCE:
            return _file(topic, ending, export_of(topic, ending))
        latest = topic.exports.filter(ending=ending).with_size().select_related("started_by").first()
        context = {
            **self.admin_site.each_context(request),
            "title": f"Export as {Export.Ending(ending).label}",
            "opts": self.opts,
            "topic": topic,
            "ending": ending,
            "questions": questions,
            "export": latest,
            "given_up": tasks.is_given_up("export", latest),
            "largest_import": LARGEST_FILE,
        }
        return render(request, "admin/quiz/topic/export.html", context)

    def export_file(self, request: HttpRequest, pk: int, ending: str) -> HttpResponse:
        topic = self._exported(request, pk, ending)
        export = topic.exports.filter(ending=ending, finished_at__isnull=False).first()
        if export is None:
            raise Http404
        return _file(topic, ending, export.text)

    def _exported(self, request: HttpRequest, pk: int, ending: str) -> Topic:
        """The topic, for who may change questions: a file of them has rubrics and benchmarks."""
        if not editor_of(request).has_perm("quiz.change_question"):
            raise PermissionDenied
        if ending not in Export.Ending:
            raise Http404
        return get_object_or_404(Topic, pk=pk)


def _file(topic: Topic, ending: str, text: str) -> HttpResponse:
    content_type = CONTENT_TYPES[Export.Ending(ending)]
    response = HttpResponse(text, content_type=f"{content_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{topic.slug}.{ending}"'
    return response
