"""`manage.py check_progress`: count progress again from all attempts, and name what is stored otherwise."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from interviewprep.preparing import check_prepared
from quiz.services.progress_check import differences


class Command(BaseCommand):
    help = (
        "Count every candidate's progress again from all attempts. Exit status 1 if a row is stored "
        "otherwise, one line each."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        check_prepared()
        different = 0
        for difference in differences():
            self.stdout.write(f"{difference}.")
            different += 1
        if different:
            raise CommandError(f"Rows stored otherwise than the attempts come to: {different}.")
        self.stdout.write("All progress is what the attempts come to.")
