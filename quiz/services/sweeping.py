"""What nobody needs any more is swept away."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from quiz.models import Export, Import
from quiz.services.audit import purge

KEPT_FOR = timedelta(days=14)
"""How long documents are kept: those that came in, and those that are to be taken out."""


@transaction.atomic
def sweep_documents() -> None:
    """Delete exports and imports; what was imported stands in the history of its questions."""
    past = timezone.now() - KEPT_FOR
    Export.objects.filter(started_at__lt=past).delete()
    Import.objects.filter(started_at__lt=past).delete()


def sweep_cache() -> None:
    """Delete what is over: attempts to sign in are counted there by address of the device."""
    table = connection.ops.quote_name(settings.CACHES["database"]["LOCATION"])
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < now()")


def sweep_audit_log() -> None:
    """Delete what the audit log has kept for AUDIT_DAYS; the log says so."""
    purge(settings.AUDIT_DAYS)
