"""Changing the draft of a question, whoever else has it open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from quiz.models import REVISED, Question, User


@contextmanager
def revising(question_id: int, editor: User | None) -> Iterator[Question]:
    """Lock a question while its draft is changed, and raise its revision, so that who has it open is told.

    What is set on it within the block is not saved but by the block. Raises Question.DoesNotExist.
    """
    with transaction.atomic():
        locked = Question.objects.select_for_update(of=("self",), no_key=True).get(pk=question_id)
        yield locked
        locked.revise(editor)
        locked.save(update_fields=REVISED)
