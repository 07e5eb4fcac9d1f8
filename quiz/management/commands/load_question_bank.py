"""`manage.py load_question_bank`: the questions that come with the project."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import pluralize

from quiz.services.fixtures import FixtureError, load_question_bank


class Command(BaseCommand):
    help = "Load the questions in fixtures/. Loading again changes nothing that an editor has changed."

    def handle(self, *args: Any, **options: Any) -> None:
        paths = sorted((settings.BASE_DIR / "fixtures").glob("*.json"))
        try:
            loaded = load_question_bank(paths)
        except FixtureError as error:
            raise CommandError(str(error)) from error
        if loaded:
            self.stdout.write(f"Loaded {len(loaded)} question{pluralize(len(loaded))}.")
