"""`manage.py backup [DIR]`: all of the database in one file, while the site serves."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from interviewprep.backup_files import BackupError
from interviewprep.dumping import take_backup
from interviewprep.errors import StartError
from interviewprep.preparing import database_in_words


class Command(BaseCommand):
    help = (
        "Write a backup of the database to DIR, else to BACKUP_DIR, and delete the oldest there beyond "
        "BACKUP_KEEP. The site may serve meanwhile. Exit status 1 if there is no new backup; none is "
        "deleted then."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", metavar="DIR", nargs="?", type=Path, default=settings.BACKUP_DIR)

    def handle(self, *args: object, **options: Any) -> None:
        try:
            backup = take_backup(options["directory"].absolute(), keep=settings.BACKUP_KEEP)
        except (BackupError, StartError) as error:
            raise CommandError(f"No backup was written: {error}") from error
        rows = sum(backup.manifest().rows.values())
        size = backup.dump.stat().st_size / 1e6
        self.stdout.write(f"{backup.dump} has {rows:,} rows of {database_in_words()} in {size:,.1f} MB.")
