"""Adding a phrase to a criterion of the draft."""

from __future__ import annotations

from django.db import transaction

from quiz.models import Criterion, Question


@transaction.atomic
def add_phrase(question: Question, slug: str, phrase: str) -> Criterion:
    """Put a phrase behind those that a criterion has; one that it has already is not added again.

    The phrase is one that can be read. The gate still has to be passed before answers are scored by it.
    Raises Criterion.DoesNotExist.
    """
    Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    criterion = question.criteria.get(slug=slug)
    if phrase not in criterion.phrases:
        criterion.phrases = [*criterion.phrases, phrase]
        criterion.save(update_fields=["phrases"])
    return criterion
