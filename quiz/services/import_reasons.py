"""Why a document was imported: for the history of the topic that its questions belong to."""

from __future__ import annotations

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction

from quiz.models import Import
from quiz.services.imports import apply_import


@transaction.atomic
def import_for(import_id: int, *, why: str) -> Import:
    """Import what was confirmed, and note the reason, if one is given, once that is done; both once."""
    before = Import.objects.select_for_update().get(pk=import_id)
    begun = apply_import(import_id)
    is_done_now = begun.finished_at and not before.finished_at
    if why and is_done_now and begun.editor_id and begun.topic:
        said = f"{begun} imported: {begun.added} added, {begun.changed} changed. Why: {why}"
        LogEntry.objects.log_actions(begun.editor_id, [begun.topic], CHANGE, said)
    return begun
