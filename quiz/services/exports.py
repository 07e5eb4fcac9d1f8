"""Exporting the questions of a topic as a document: at once, or for later by a job."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from quiz.documents import write_csv, write_json, write_markdown
from quiz.models import Export, Topic, User
from quiz.services.question_documents import document_of

WRITERS = {
    Export.Ending.MARKDOWN: write_markdown,
    Export.Ending.CSV: write_csv,
    Export.Ending.JSON: write_json,
}


def export_of(topic: Topic, ending: str) -> str:
    """All questions of the topic as they are being edited."""
    return WRITERS[Export.Ending(ending)](document_of(topic))


@transaction.atomic
def start_export(topic: Topic, editor: User, ending: str) -> Export:
    """Begin to export, or return the export that is under way, whoever began it; one before is dropped."""
    Export.objects.filter(topic=topic, ending=ending, finished_at__isnull=False).delete()
    export, _ = Export.objects.get_or_create(
        topic=topic, ending=ending, finished_at=None, defaults={"started_by": editor}
    )
    return export


@transaction.atomic
def make_export(export_id: int) -> None:
    """Write the file of an export; once, whoever asks for it. One that is gone or finished is let be."""
    export = Export.objects.select_for_update().filter(pk=export_id, finished_at=None).first()
    if export is None:
        return
    export.text = export_of(export.topic, export.ending)
    export.finished_at = timezone.now()
    export.save(update_fields=["text", "finished_at"])
