"""The glossary; an entry that phrases use keeps its name and isn't deleted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from quiz.admin.opened import OpenedAdmin
from quiz.forms.glossary import GlossaryEntryForm
from quiz.models import GlossaryEntry, Question, Topic
from quiz.services.glossary import questions_by_entry, users_of_each
from quiz.services.linting import lint_entry


@admin.register(GlossaryEntry)
class GlossaryEntryAdmin(OpenedAdmin[GlossaryEntry]):
    form = GlossaryEntryForm
    list_display = ("__str__", "meaning", "question_count")
    search_fields = ("name", "meaning")

    def get_urls(self) -> list[URLPattern]:
        names = self.admin_site.admin_view(require_safe(self.names))
        return [path("names/", names, name="quiz_glossaryentry_names"), *super().get_urls()]

    def names(self, request: HttpRequest) -> JsonResponse:
        """All names with their meaning, for the boxes that phrases are written in."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return JsonResponse({"names": list(GlossaryEntry.objects.values_list("name", "meaning"))})

    def get_queryset(self, request: HttpRequest) -> QuerySet[GlossaryEntry]:
        """In the list with the number of questions, for which all phrases are read."""
        entries = super().get_queryset(request)
        page = request.resolver_match
        if page is None or page.url_name != "quiz_glossaryentry_changelist":
            return entries
        counts = [
            When(name=name, then=Value(len(questions))) for name, questions in questions_by_entry().items()
        ]
        count = Case(*counts, default=Value(0), output_field=IntegerField())
        return entries.annotate(question_count=count)

    @admin.display(description="questions", ordering="question_count")
    def question_count(self, entry: GlossaryEntry) -> Any:
        return entry.question_count  # type: ignore[attr-defined]

    def save_model(self, request: HttpRequest, obj: GlossaryEntry, form: Any, change: bool) -> None:
        """Save, and say what is weak about it, and which questions will take the change over."""
        super().save_model(request, obj, form, change)
        for finding in lint_entry(obj):
            messages.warning(request, finding.sentence)
        users = questions_by_entry()[obj.name]
        if count := Question.objects.published().filter(pk__in=users).count():
            messages.info(
                request,
                f"Published questions that use {obj}: {count}. Each takes it over when it is published next.",
            )

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Protect what phrases use, one by one and in bulk."""
        *others, protected = super().get_deleted_objects(objs, request)
        return *others, [*protected, *_uses(objs)]


def _uses(entries: Iterable[GlossaryEntry]) -> Iterator[str | list[SafeString]]:
    for entry, users in users_of_each(entries).items():
        if users:
            yield str(entry)
            yield [_link(user) for user in users]


def _link(user: Topic | Question) -> SafeString:
    page = reverse(f"admin:quiz_{user._meta.model_name}_change", args=[user.pk])
    return format_html('{}: <a href="{}">{}</a>', capfirst(user._meta.verbose_name), page, user)
