"""Questions come in as documents: an import is looked at before it is done."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path

from quiz import tasks
from quiz.admin.editors import editor_of
from quiz.documents import UnreadableError
from quiz.forms.imports import ConfirmForm, ImportForm
from quiz.models import Import, Topic, User
from quiz.services.import_plans import Kind
from quiz.services.imports import apply_import, confirm_import, plan_import, read_import, start_import

MOST_AT_ONCE = 200
"""Questions that are imported within the request; more are left to a job."""
MOST_BYTES_AT_ONCE = 500_000
"""Of a document that is read within the request, which takes half a second; a job reads what is larger."""


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
                begun = self._begin(request, form.topic_name, file_name, data)
            except UnreadableError as error:
                form.add_error("file" if file_name else "text", str(error))
            else:
                return redirect("admin:quiz_topic_look", begun.pk)
        return self._render(request, "import", form=form)

    @transaction.atomic
    def _begin(self, request: HttpRequest, topic_name: str, file_name: str, data: bytes) -> Import:
        """Keep a document, and read it or leave that to a job. Raises UnreadableError."""
        begun = start_import(editor_of(request), topic_name, file_name=file_name, data=data)
        if len(data) > MOST_BYTES_AT_ONCE:
            tasks.read_document.defer(import_id=begun.pk)
            return begun
        begun = read_import(begun.pk)
        if begun.problem:
            raise UnreadableError(begun.problem)
        return begun

    def look_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What would become of each question; once it is confirmed, what came of it."""
        self._may_import(request)
        begun = get_object_or_404(Import.objects.select_related("topic"), pk=pk)
        if begun.chosen is not None:
            given_up = tasks.is_given_up("import_questions", begun)
            return self._render(request, "import_done", begun=begun, given_up=given_up)
        if begun.document is None:
            given_up = tasks.is_given_up("read_document", begun, over="document")
            return self._render(request, "import_reading", begun=begun, given_up=given_up)
        plan = plan_import(begun)
        form = ConfirmForm(request.POST or None, plan=plan)
        if form.is_valid():
            _confirm(begun, editor_of(request), form)
            return redirect("admin:quiz_topic_look", begun.pk)
        kinds = {kind.name.lower(): plan.of(kind) for kind in Kind}
        return self._render(request, "import_look", begun=begun, plan=plan, form=form, **kinds)

    def _may_import(self, request: HttpRequest) -> None:
        person = editor_of(request)
        if not person.has_perms(["quiz.add_question", "quiz.change_question", "quiz.add_topic"]):
            raise PermissionDenied

    def _render(self, request: HttpRequest, page: str, **context: object) -> HttpResponse:
        shared = {"title": "Import questions", "opts": self.opts}
        every = self.admin_site.each_context(request)
        return render(request, f"admin/quiz/topic/{page}.html", {**every, **shared, **context})


@transaction.atomic
def _confirm(begun: Import, editor: User, form: ConfirmForm) -> None:
    """Import what was chosen, or leave it to a job."""
    seen, why = form.cleaned_data["seen"], form.cleaned_data["why"]
    if not confirm_import(begun.pk, editor, numbers=form.chosen, seen=seen, why=why):
        return
    if len(form.chosen) > MOST_AT_ONCE:
        tasks.import_questions.defer(import_id=begun.pk)
    else:
        apply_import(begun.pk)
