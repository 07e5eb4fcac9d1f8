"""The audit log for superusers: to read, to filter and to take along, never to change."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from interviewprep.admin import NOT_THAT, UNREADABLE
from quiz.admin.editors import editor_of
from quiz.documents.spreadsheets import csv_pieces
from quiz.models import Action, AuditEntry, User
from quiz.models.audit import AuditEntryQuerySet
from quiz.services.audit import names_of, record

AT_ONCE = 2000
"""Entries of the file that are read, and their people named, together."""
MOST_FOUND = 100
"""Accounts whose entries a search looks for."""
MOST_NAMED = 3
COLUMNS = ("at (UTC)", "action", "by (account)", "by (email)", "whom (accounts)", "whom (emails)", "about")


class NamedList(ChangeList):
    """Names the people on a page in one query."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        _name(self.result_list)


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin[AuditEntry]):
    list_display = ("at", "who", "action", "whom", "what")
    list_display_links = ("at",)
    list_filter = ("action", "at")
    search_fields = ("actor",)
    search_help_text = "An email, a name, or the number of an account: what they did, and what concerns them."
    show_full_result_count = False
    fields = ("at", "who", "action", "everyone", "what")

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return editor_of(request).is_superuser

    def has_module_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and request.user.is_superuser

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ChangeList]:
        return NamedList

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(require_safe(self.export_page))
        return [path("export/", page, name="quiz_auditentry_export"), *super().get_urls()]

    def get_object(self, *args: Any, **options: Any) -> AuditEntry | None:
        found = super().get_object(*args, **options)
        _name([found] if found else [])
        return found

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[AuditEntry], search_term: str
    ) -> tuple[QuerySet[AuditEntry], bool]:
        assert isinstance(queryset, AuditEntryQuerySet)
        term = search_term.strip()
        if not term:
            return queryset, False
        accounts = User.objects.filter(Q(email__icontains=term) | Q(name__icontains=term))
        found = list(accounts.order_by("pk").values_list("pk", flat=True)[:MOST_FOUND])
        return queryset.of_any([*found, int(term)] if term.isdecimal() else found), False

    def export_page(self, request: HttpRequest) -> HttpResponseBase:
        """What the list shows, all pages of it, as CSV; that is recorded, too."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            with transaction.atomic():
                entries = self.get_changelist_instance(request).queryset
        except (IncorrectLookupParameters, *UNREADABLE):
            messages.error(request, NOT_THAT)
            return redirect("admin:quiz_auditentry_changelist")
        record(editor_of(request), Action.LOG_EXPORTED)
        response = StreamingHttpResponse(csv_pieces(_rows(entries)), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="audit-log.csv"'
        return response

    @admin.display(description="who", ordering="actor")
    def who(self, entry: AuditEntry) -> str:
        return _person(entry, entry.actor) if entry.actor else "-"

    @admin.display(description="of whom")
    def whom(self, entry: AuditEntry) -> str:
        shown = [_person(entry, number) for number in entry.persons[:MOST_NAMED]]
        left = len(entry.persons) - len(shown)
        return ", ".join([*shown, f"and {left} more"] if left else shown) or "-"

    @admin.display(description="of whom")
    def everyone(self, entry: AuditEntry) -> str:
        return ", ".join(_person(entry, number) for number in entry.persons) or "-"

    @admin.display(description="about")
    def what(self, entry: AuditEntry) -> str:
        return ", ".join(f"{name} {value}" for name, value in entry.about.items()) or "-"


def _name(entries: Sequence[AuditEntry]) -> None:
    """Keep with each entry the addresses of those whom it names."""
    names = names_of(entries)
    for entry in entries:
        entry.names = names


def _person(entry: AuditEntry, number: int) -> str:
    return entry.names.get(number) or f"account {number}, deleted"


def _rows(entries: QuerySet[AuditEntry]) -> Iterator[Sequence[object]]:
    yield COLUMNS
    read = entries.iterator(AT_ONCE)
    while several := list(islice(read, AT_ONCE)):
        names = names_of(several)
        for entry in several:
            yield (
                entry.at.isoformat(),
                entry.action,
                entry.actor or "",
                names.get(entry.actor or 0, ""),
                " ".join(map(str, entry.persons)),
                " ".join(names.get(number, "") for number in entry.persons).strip(),
                json.dumps(entry.about, ensure_ascii=False),
            )
