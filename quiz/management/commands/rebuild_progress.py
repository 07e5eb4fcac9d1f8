"""`manage.py rebuild_progress`: count progress again from all attempts, and mend what is stored otherwise."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from interviewprep.preparing import check_prepared
from quiz.services.progress_check import differences, mend


class Command(BaseCommand):
    help = (
        "Count every candidate's progress again from all attempts, one candidate at a time, and make it anew "
        "where a row is stored otherwise; one line each."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="change nothing; exit status 1 if a row is stored otherwise"
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        check_prepared()
        different = 0
        for difference in differences() if check else mend():
            self.stdout.write(f"{difference}.")
            different += 1
        if different and check:
            raise CommandError(f"Rows stored otherwise than the attempts come to: {different}.")
        if different:
            self.stdout.write(f"Rows stored otherwise than the attempts come to: {different}; made anew.")
        else:
            self.stdout.write("All progress is what the attempts come to.")
