"""Deleting an account while something else of it is being done."""

from __future__ import annotations

import pytest

from quiz.models import Interview, Question, User
from quiz.services import accounts, interviews
from tests.factories import make_question, make_user
from tests.workers import second_while_first_is_open

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_an_interview_that_is_just_being_begun_is_deleted_too() -> None:
    candidate, question = make_user(), make_question()
    second_while_first_is_open(
        lambda: interviews.practice(candidate, question.pk), lambda: accounts.delete_account(candidate)
    )
    assert not User.objects.exists()
    assert not Interview.objects.exists()
    assert Question.objects.exists()


def test_a_double_click_deletes_an_account_once() -> None:
    candidate = make_user()
    second_while_first_is_open(
        lambda: accounts.delete_account(candidate), lambda: accounts.delete_account(User(pk=candidate.pk))
    )
    assert not User.objects.exists()
