"""Questions come in as documents: an import is looked at before it is done."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path

from quiz import tasks
from quiz.admin.editors import editor_of
from quiz.documents import UnreadableError
from quiz.forms.imports import ConfirmForm, ImportForm
from quiz.models import Import, Topic
from quiz.services.imports import ImportPlan, Kind, apply_import, plan_import, start_import

MOST_AT_ONCE = 200
"""Questions that are imported within the request; more are left to a job."""


class DocumentsAdmin(admin.ModelAdmin[Topic]):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("import/", view(self.import_page), name="quiz_topic_import"),
            path("import/<int:pk>/", view(self.look_page), name="quiz_topic_look"),
            *super().get_urls(),
        ]

    def import_page(self, request: HttpRequest) -> HttpResponse:
        """A file or a text, to be looked at."""
        self._may_import(request)
        form = ImportForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            file_name, data = form.document
            try:
                begun = start_import(editor_of(request), form.topic_name, file_name=file_name, data=data)
            except UnreadableError as error:
                form.add_error("file" if file_name else "text", str(error))
            else:
                return redirect("admin:quiz_topic_look", begun.pk)
        return self._render(request, "import", form=form)

    def look_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What would become of each question; once it is confirmed, what came of it."""
        self._may_import(request)
        begun = get_object_or_404(Import.objects.select_related("topic"), pk=pk)
        if begun.chosen is not None:
            return self._render(request, "import_done", begun=begun)
        plan = plan_import(begun)
        form = ConfirmForm(request.POST, lines=[entry.draft.line for entry in plan.entries])
        if request.method == "POST" and form.is_valid():
            return self._confirm(request, begun, plan, form)
        kinds = {kind.name.lower(): plan.of(kind) for kind in Kind}
        return self._render(request, "import_look", begun=begun, plan=plan, **kinds)

    def _confirm(
        self, request: HttpRequest, begun: Import, plan: ImportPlan, form: ConfirmForm
    ) -> HttpResponse:
        wanted = plan.of(Kind.NEW) + (plan.of(Kind.CHANGED) if form.cleaned_data["with_changes"] else [])
        left_out = set(form.cleaned_data["left_out"])
        chosen = [entry.draft.line for entry in wanted if entry.draft.line not in left_out]
        with transaction.atomic():
            begun.chosen = chosen
            begun.save(update_fields=["chosen"])
            if len(chosen) > MOST_AT_ONCE:
                tasks.import_questions.defer(import_id=begun.pk)
            else:
                apply_import(begun.pk)
        messages.success(request, f"The import of {len(chosen)} questions is confirmed.")
        return redirect("admin:quiz_topic_look", begun.pk)

    def _may_import(self, request: HttpRequest) -> None:
        person = editor_of(request)
        if not person.has_perms(["quiz.add_question", "quiz.change_question", "quiz.add_topic"]):
            raise PermissionDenied

    def _render(self, request: HttpRequest, page: str, **context: object) -> HttpResponse:
        shared = {"title": "Import questions", "opts": self.opts}
        every = self.admin_site.each_context(request)
        return render(request, f"admin/quiz/topic/{page}.html", {**every, **shared, **context})
