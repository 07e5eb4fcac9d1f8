"""`manage.py lint_rubrics`: what is weak about the rubrics of the question bank."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from interviewprep.preparing import check_prepared
from quiz.models import Question
from quiz.scoring import RubricError
from quiz.services.linting import lint_question


class Command(BaseCommand):
    help = (
        "Lint the rubric of every question as it is being edited, one line a finding. Exit status 1 if there "
        "is any but a note on words that are read alike."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        check_prepared()
        found = 0
        for question in Question.objects.select_related("topic"):
            for sentence, is_note in _findings(question):
                found += not is_note
                self.stdout.write(f"{question.topic.slug}/{question.slug}: {sentence}")
        if found:
            raise CommandError(f"Findings: {found}.")


def _findings(question: Question) -> list[tuple[str, bool]]:
    """What is found, in words, and whether it is a note only."""
    try:
        found = lint_question(question)
    except RubricError as error:
        return [(f"not ready to be published: {problem}", False) for problem in error.problems]
    return [(f"{finding.rule}: {finding.sentence}", finding.is_note) for finding in found]
