"""What a rubric is linted beside."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from quiz.models import Question
from quiz.services import linting
from quiz.services.linting import lint_question
from tests.factories import GOOD_ANSWER, make_question, make_questions, make_topic

pytestmark = pytest.mark.django_db


def neighbors_of(question: Question) -> list[str]:
    """The names of those whose model answers answer it, too: in the tests all do."""
    sentences = [finding.sentence for finding in lint_question(question)]
    return [sentence.split("“")[1].split("”")[0] for sentence in sentences if "answers nothing" in sentence]


@patch.object(linting, "MOST_NEIGHBORS", 3)
def test_questions_of_the_topic_come_first_and_not_all_are_compared() -> None:
    elsewhere = make_question(topic=make_topic("elsewhere"))
    question, *same = make_questions(3)
    make_question(published=False)
    make_question(topic=make_topic("elsewhere"))
    assert neighbors_of(question) == [*(other.short_name for other in same), elsewhere.short_name]


def test_a_question_is_not_its_own_neighbor() -> None:
    assert not neighbors_of(make_question(model_answer=GOOD_ANSWER))
