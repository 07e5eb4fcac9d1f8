"""Facts with a shelf life: what a criterion says is held against its source from time to time."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from quiz.models import Criterion

A_YEAR = timedelta(days=365)
"""How long a fact is taken to hold where an editor hasn't said."""


@transaction.atomic
def check_fact(pk: int, *, today: date) -> Criterion:
    """Say that a criterion's facts hold today; they are to be checked again after as long as before.

    Doing so twice on one day changes nothing more. Raises Criterion.DoesNotExist.
    """
    criterion = Criterion.objects.select_for_update().get(pk=pk)
    if criterion.checked_on and criterion.review_by:
        shelf_life = criterion.review_by - criterion.checked_on
    else:
        shelf_life = A_YEAR
    criterion.checked_on, criterion.review_by = today, today + shelf_life
    criterion.save(update_fields=["checked_on", "review_by"])
    return criterion
