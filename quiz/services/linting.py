"""Linting the rubrics of the question bank, each beside its neighbors."""

from __future__ import annotations

from quiz.models import Question
from quiz.scoring import Rubric
from quiz.scoring.lint import Finding, lint
from quiz.services.question_bank import rubric_content


def lint_question(question: Question) -> tuple[Finding, ...]:
    """Find what is weak about a rubric as it is being edited. Raises RubricError if it is none yet."""
    others = Question.objects.published().exclude(pk=question.pk)
    neighbors = dict(others.values_list("short_name", "model_answer"))
    return lint(Rubric.from_json(rubric_content(question)), neighbors)
