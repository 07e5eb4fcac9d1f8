"""Imports a document of questions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from interviewprep.preparing import check_prepared
from quiz.documents import UnreadableError
from quiz.models import Import
from quiz.services.import_plans import Entry, Kind
from quiz.services.imports import apply_import, confirm_import, plan_import, read_import, start_import


class Command(BaseCommand):
    help = (
        "Import a document of questions as drafts: Markdown, CSV, JSON, Moodle GIFT or Moodle XML. New ones "
        "are added, in one transaction; what can't be placed or is in conflict is told with its line."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--topic",
            help="Its name; made if there is none. Else what the document says, or the name of the file.",
        )
        parser.add_argument("--changes", action="store_true", help="Change questions that are there, too.")
        parser.add_argument("--look", action="store_true", help="Write nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        check_prepared()
        file: Path = options["file"]
        begun = _read(file, options["topic"] or "")
        topic = begun.topic_name
        plan = plan_import(begun)
        for entry in plan.entries:
            self._say(entry)
        for unplaced in plan.unplaced:
            self.stdout.write(f"line {unplaced.line}: not placed: {unplaced.reason} {unplaced.text[:60]!r}")
        kinds = [Kind.NEW, Kind.CHANGED] if options["changes"] else [Kind.NEW]
        if options["look"]:
            begun.delete()
            return
        numbers = [entry.number for kind in kinds for entry in plan.of(kind)]
        confirm_import(begun.pk, None, numbers=numbers, seen=plan.digest)
        done = apply_import(begun.pk)
        if not done.finished_at:
            raise CommandError(f"The topic “{topic}” was changed meanwhile; nothing was imported. Try again.")
        self.stdout.write(f"{done.added} added, {done.changed} changed, for the topic “{topic}”.")

    def _say(self, entry: Entry) -> None:
        why = f" ({', '.join(entry.reasons)})" if entry.reasons else ""
        self.stdout.write(f"line {entry.draft.line}: {entry.kind.label.lower()}: {entry.draft.text}{why}")


@transaction.atomic
def _read(file: Path, topic: str) -> Import:
    """Raises CommandError."""
    try:
        begun = read_import(start_import(None, topic, file_name=file.name, data=file.read_bytes()).pk)
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
    except UnreadableError as error:
        raise CommandError(f"{file}: {error}") from error
    if begun.problem:
        raise CommandError(f"{file}: {begun.problem}")
    return begun
