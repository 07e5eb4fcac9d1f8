"""Imports a document of questions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from interviewprep.preparing import check_prepared
from quiz.documents import UnreadableError
from quiz.services.imports import Entry, Kind, apply_import, plan_import, start_import


class Command(BaseCommand):
    help = (
        "Import a document of questions as drafts: Markdown, CSV, JSON, Moodle GIFT or Moodle XML. New ones "
        "are added, in one transaction; what can't be placed or is in conflict is told with its line."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--topic", help="Its name; made if there is none. Else what the document says.")
        parser.add_argument("--changes", action="store_true", help="Change questions that are there, too.")
        parser.add_argument("--look", action="store_true", help="Write nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        check_prepared()
        file: Path = options["file"]
        try:
            data = file.read_bytes()
            topic = options["topic"] or file.stem.replace("-", " ").replace("_", " ").capitalize()
            begun = start_import(None, topic, file_name=file.name, data=data)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except UnreadableError as error:
            raise CommandError(f"{file}: {error}") from error
        plan = plan_import(begun)
        for entry in plan.entries:
            self._say(entry)
        for unplaced in plan.unplaced:
            self.stdout.write(f"line {unplaced.line}: not placed: {unplaced.reason} {unplaced.text[:60]!r}")
        kinds = [Kind.NEW, Kind.CHANGED] if options["changes"] else [Kind.NEW]
        begun.chosen = [entry.draft.line for kind in kinds for entry in plan.of(kind)]
        if options["look"]:
            begun.delete()
            return
        begun.save(update_fields=["chosen"])
        done = apply_import(begun.pk)
        self.stdout.write(f"{done.added} added, {done.changed} changed, for the topic “{topic}”.")

    def _say(self, entry: Entry) -> None:
        why = f" ({', '.join(entry.reasons)})" if entry.reasons else ""
        self.stdout.write(f"line {entry.draft.line}: {entry.kind.label.lower()}: {entry.draft.text}{why}")
