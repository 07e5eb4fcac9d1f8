"""`manage.py restore FILE`: a backup into an empty database, and a look at whether all of it is there."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from interviewprep.backup_files import Backup, BackupError
from interviewprep.errors import StartError
from interviewprep.preparing import database_in_words
from interviewprep.restoring import restore
from quiz.services.receipts import check_receipts

SAMPLE = 1_000
"""Stored answers that are scored again, drawn by chance."""


class Command(BaseCommand):
    help = (
        "Restore a backup into an empty database, bring it to this release, count the rows of each table "
        f"and score {SAMPLE:,} of its answers again. Exit status 1 if it was refused or failed, 2 if what "
        "is restored differs from what the backup says."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="The .dump that `backup` has written.")

    def handle(self, *args: object, **options: Any) -> None:
        self.stdout.write(f"Restoring into {database_in_words()}.")
        self.stdout.flush()
        try:
            differences = restore(Backup(options["file"].absolute()))
        except (BackupError, StartError) as error:
            raise CommandError(f"Not restored: {error}") from error
        except DatabaseError as error:
            raise CommandError(
                f"Not checked, drop the database and restore anew: {error}", returncode=2
            ) from error
        for table, (wanted, found) in differences.items():
            self.stderr.write(f"{table}: {wanted:,} rows in the backup, {found:,} restored.")
        self.bring_to_this_release()
        check = check_receipts(sample=SAMPLE)
        for attempt in check.different:
            self.stderr.write(f"attempt {attempt.pk}: scored otherwise than stored.")
        self.stdout.write(f"Scored again with the same result: {check.same}.")
        if check.other_engine:
            self.stdout.write(f"By another version of the engine, left alone: {check.other_engine}.")
        if differences or check.different:
            raise CommandError("Restored, but not as it was; see above.", returncode=2)
        self.stdout.write("Restored: every table has the rows of the backup.")

    def bring_to_this_release(self) -> None:
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except Exception as error:
            raise CommandError(
                f"Restored, but not brought to this release: {error} Mend that, then run make setup.",
                returncode=2,
            ) from error
