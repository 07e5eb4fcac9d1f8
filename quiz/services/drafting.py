"""A first rubric for a question that has none, out of its model answer and the answers that graders liked."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from quiz.models import Criterion, Question
from quiz.scoring import Rubric
from quiz.scoring.drafting import draft
from quiz.services.benchmarks import HALFWAY
from quiz.services.question_bank import Line


class HasRubricError(Exception):
    """The question has criteria, which a draft would not replace."""


def drafted_rubric(question: Question) -> Rubric:
    """Draft a rubric, which is not saved. Raises DraftError or RubricError."""
    accepted = question.benchmarks.filter(grade__gte=HALFWAY).order_by("-grade", "position")
    return draft(question.text, question.model_answer, list(accepted.values_list("text", flat=True)))


@transaction.atomic
def save_drafted(question: Question, lines: Sequence[Line]) -> None:
    """Make what was kept of a draft the question's criteria, in this order. Raises HasRubricError."""
    locked = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if locked.criteria.exists():
        raise HasRubricError
    for position, line in enumerate(lines, start=1):
        Criterion.objects.create(question=locked, position=position, **line)
