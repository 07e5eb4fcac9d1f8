"""Prepare the database, the question bank and the static files, so that other commands can follow."""

from django.core.management.base import BaseCommand

from interviewprep.preparing import prepare


class Command(BaseCommand):
    help = "Prepare the database, the question bank and the static files. Repeating it does no harm."

    def handle(self, *args: object, **options: object) -> None:
        prepare()
