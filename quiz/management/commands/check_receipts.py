"""`manage.py check_receipts`: score all stored answers again, and name those that come out otherwise."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from interviewprep.preparing import check_prepared
from quiz.services.receipts import check_receipts


class Command(BaseCommand):
    help = (
        "Score every stored answer again by its rubric version. Exit status 1 if one comes out otherwise "
        "than it was stored, down to the byte."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        check_prepared()
        check = check_receipts()
        self.stdout.write(f"Scored again with the same result: {check.same}.")
        if check.other_engine:
            self.stdout.write(f"By another version of the engine, left alone: {check.other_engine}.")
        if check.different:
            names = ", ".join(f"attempt {attempt.pk}" for attempt in check.different)
            raise CommandError(f"Scored otherwise than stored: {names}.")
