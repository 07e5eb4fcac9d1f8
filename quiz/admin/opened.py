"""Pages that two editors may have open, and what the history says of a save."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db.models import Model
from django.http import HttpRequest

Row = TypeVar("Row", bound=Model)


class OpenedAdmin(admin.ModelAdmin[Row]):
    """Who saves waits for others that are saving, and then sees what they have saved."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Row | None:
        found = super().get_object(request, object_id, from_field)
        if found is None or request.method != "POST":
            return found
        rows = self.model._default_manager.select_for_update(of=("self",), no_key=True)
        if not rows.filter(pk=found.pk).exists():
            return None
        found.refresh_from_db()
        return found

    def construct_change_message(  # type: ignore[override]
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> str:
        """What was changed, whether it was saved over a change of somebody else, and why."""
        changes = super().construct_change_message(request, form, formsets, add)
        said = [LogEntry(change_message=json.dumps(changes)).get_change_message()]
        if form.cleaned_data.get("over"):
            said.append("Saved over what somebody else had changed meanwhile.")
        if why := form.cleaned_data.get("why"):
            said.append(f"Why: {why}")
        return " ".join(said)
