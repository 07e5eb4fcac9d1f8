"""Publishing a rubric, and the versions that come of it."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from quiz.models import Question
from quiz.scoring import RubricError
from quiz.services.question_bank import publish, withdraw
from tests.factories import make_question

pytestmark = pytest.mark.django_db


def test_publishing_makes_the_first_version() -> None:
    question = make_question(published=False)
    assert publish(question).number == 1
    assert list(Question.objects.published()) == [question]


def test_publishing_again_unchanged_makes_no_version() -> None:
    question = make_question()
    assert publish(question).number == 1


def test_publishing_a_change_makes_the_next_version_and_keeps_the_first() -> None:
    question = make_question()
    first = question.current_version
    question.criteria.filter(slug="slow").update(name="The caller waits")
    second = publish(question)
    assert second.number == 2
    assert first
    assert first.rubric.criteria[1].name == "The first request is slow"


def test_half_a_rubric_is_refused() -> None:
    question = make_question(published=False)
    question.criteria.get(slug="slow").delete()
    with pytest.raises(RubricError):
        publish(question)
    assert not question.versions.exists()


def test_withdrawing_keeps_the_versions() -> None:
    question = make_question()
    withdraw(question)
    assert not Question.objects.published().exists()
    assert question.versions.count() == 1


def test_a_published_version_cannot_be_changed_in_the_database() -> None:
    question = make_question()
    with pytest.raises(DatabaseError, match="is never changed"), transaction.atomic():
        question.versions.update(content={})
