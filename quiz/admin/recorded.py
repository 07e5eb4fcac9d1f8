"""What is opened, changed and deleted in the admin of somebody is in the audit log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from quiz.admin.editors import editor_of
from quiz.models import Action
from quiz.services.audit import record

Row = TypeVar("Row", bound=Model)


class RecordedAdmin(admin.ModelAdmin[Row]):
    """Records beside the history of Django's admin, which only has changes. None records nothing."""

    person: str
    """Where a row says whose it is, as a lookup."""
    opened: Action | None = None
    changed: Action | None = None
    deleted: Action | None = None

    def render_change_form(
        self,
        request: HttpRequest,
        context: Any,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Row | None = None,
    ) -> HttpResponse:
        if obj:
            self._record(request, self.opened, [obj])
        return super().render_change_form(request, context, add, change, form_url, obj)

    def log_addition(self, request: HttpRequest, obj: Row, message: Any) -> LogEntry:
        entry = super().log_addition(request, obj, message)
        self._record(request, self.changed, [obj], change=entry.get_change_message())
        return entry

    def log_change(self, request: HttpRequest, obj: Row, message: Any) -> LogEntry:
        entry = super().log_change(request, obj, message)
        self._record(request, self.changed, [obj], change=entry.get_change_message())
        return entry

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Called before they are deleted."""
        self._record(request, self.deleted, queryset)
        return super().log_deletions(request, queryset)

    def _record(
        self, request: HttpRequest, action: Action | None, rows: Iterable[Row], **about: object
    ) -> None:
        if action is None:
            return
        keys = [row.pk for row in rows]
        found = self.model._default_manager.filter(pk__in=keys).values_list(self.person, flat=True)
        persons = [number for number in found if number is not None]
        record(editor_of(request), action, persons, **{str(self.opts.model_name): keys}, **about)
