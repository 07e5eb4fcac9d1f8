"""A first rubric for a question that has none, out of its model answer and the answers that graders liked."""

from __future__ import annotations

from collections.abc import Sequence

from quiz.models import Criterion, Question, User
from quiz.scoring import Rubric
from quiz.scoring.drafting import draft
from quiz.services.benchmarks import HALFWAY
from quiz.services.question_bank import Line
from quiz.services.revising import revising


class HasRubricError(Exception):
    """The question has criteria, which a draft would not replace."""


def drafted_rubric(question: Question) -> Rubric:
    """Draft a rubric, which is not saved. Raises DraftError or RubricError."""
    accepted = question.benchmarks.filter(grade__gte=HALFWAY).order_by("-grade", "position")
    return draft(question.text, question.model_answer, list(accepted.values_list("text", flat=True)))


def save_drafted(question: Question, editor: User, lines: Sequence[Line]) -> None:
    """Make what was kept of a draft the question's criteria, in this order. Raises HasRubricError."""
    with revising(question.pk, editor) as locked:
        if locked.criteria.exists():
            raise HasRubricError
        for position, line in enumerate(lines, start=1):
            Criterion.objects.create(question=locked, position=position, **line)
