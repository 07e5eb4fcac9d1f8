"""Facts with a shelf life: what a criterion says is held against its source from time to time."""

from __future__ import annotations

from datetime import date, timedelta

from quiz.models import Criterion, User
from quiz.services.revising import revising

A_YEAR = timedelta(days=365)
"""How long a fact is taken to hold where an editor hasn't said."""


def check_fact(editor: User, criterion: Criterion, *, today: date) -> Criterion:
    """Say that a criterion's facts hold today; they are to be checked again after as long as before.

    Doing so twice on one day changes nothing more. Raises Criterion.DoesNotExist.
    """
    with revising(criterion.question_id, editor) as question:
        checked = question.criteria.get(pk=criterion.pk)
        if checked.checked_on and checked.review_by:
            shelf_life = checked.review_by - checked.checked_on
        else:
            shelf_life = A_YEAR
        checked.checked_on, checked.review_by = today, today + shelf_life
        checked.save(update_fields=["checked_on", "review_by"])
    return checked
