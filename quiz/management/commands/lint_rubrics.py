"""`manage.py lint_rubrics`: what is weak about the rubrics of the question bank, and what they share."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from interviewprep.preparing import check_prepared
from quiz.models import GlossaryEntry, Question, Topic
from quiz.scoring import PhraseError, RubricError
from quiz.scoring.lint import Finding
from quiz.services.linting import lint_entry, lint_question, lint_topic


class Command(BaseCommand):
    help = (
        "Lint the glossary, the alien terms of every topic and the rubric of every question as it is being "
        "edited, one line a finding. Exit status 1 if there is any but a note on words that are read alike."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        check_prepared()
        found = 0
        for name, sentence, is_note in _findings():
            found += not is_note
            self.stdout.write(f"{name}: {sentence}")
        if found:
            raise CommandError(f"Findings: {found}.")


def _findings() -> Iterator[tuple[str, str, bool]]:
    """What is found where, in words, and whether it is a note only."""
    for entry in GlossaryEntry.objects.all():
        yield from _in_words(str(entry), lint_entry(entry))
    for topic in Topic.objects.all():
        try:
            yield from _in_words(topic.slug, lint_topic(topic))
        except PhraseError as error:
            yield topic.slug, str(error), False
    for question in Question.objects.select_related("topic"):
        name = f"{question.topic.slug}/{question.slug}"
        try:
            yield from _in_words(name, lint_question(question))
        except RubricError as error:
            for problem in error.problems:
                yield name, f"not ready to be published: {problem}", False


def _in_words(name: str, found: Iterable[Finding]) -> Iterator[tuple[str, str, bool]]:
    return ((name, f"{finding.rule}: {finding.sentence}", finding.is_note) for finding in found)
