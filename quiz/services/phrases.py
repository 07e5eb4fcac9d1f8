"""Adding phrases to a criterion of the draft."""

from __future__ import annotations

from collections.abc import Sequence

from quiz.models import Criterion, User
from quiz.services.revising import revising


def add_phrases(editor: User, question_id: int, slug: str, phrases: Sequence[str]) -> Criterion:
    """Put phrases behind those that a criterion has; one that it has already is not added again.

    The phrases are such that can be read. The gate still has to be passed before answers are scored by them.
    Raises Criterion.DoesNotExist.
    """
    with revising(question_id, editor) as question:
        criterion = question.criteria.get(slug=slug)
        criterion.phrases = list(dict.fromkeys([*criterion.phrases, *phrases]))
        criterion.save(update_fields=["phrases"])
    return criterion
