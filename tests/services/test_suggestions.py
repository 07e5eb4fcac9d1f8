"""Phrases for the draft, out of stored answers and benchmarks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from quiz.models import Question
from quiz.scoring import RubricError
from quiz.services.phrases import add_phrases
from quiz.services.suggestions import Suggested, suggestions
from tests.factories import GOOD_ANSWER, HALF_ANSWER, make_benchmark, make_question, make_user
from tests.practice import practice
from tests.workers import second_while_first_is_open

pytestmark = pytest.mark.django_db

LAGGING = "The platform creates a new environment. It lags noticeably at the beginning."
POOR = ["I have no idea.", "It is about money, perhaps.", "Something with servers."]


@pytest.fixture
def question() -> Question:
    """Good answers say “lags” where the rubric asks for “first request slow”; others don't."""
    question = make_question()
    for also in ("", " That is all.", " So I heard."):
        practice(make_user(), question, GOOD_ANSWER + also)
    for text in (LAGGING, f"{HALF_ANSWER} Everything lags then.", f"{HALF_ANSWER} So it lags.", *POOR):
        practice(make_user(), question, text)
    return question


def of(question: Question, slug: str) -> Suggested:
    (found,) = (each for each in suggestions(question).criteria if each.criterion.slug == slug)
    return found


def test_what_answers_say_that_do_well_on_the_others(question: Question) -> None:
    found = of(question, "slow")
    assert (found.good, found.others) == (3, 6)
    suggestion = found.suggestions[0]
    assert (suggestion.phrase, suggestion.good, suggestion.others) == ("lags", 3, 0)
    assert [each.words for each in suggestion.excerpts] == ["lags", "lags"]
    assert of(question, "environment").good == 0


def test_a_grade_counts_more_than_the_score() -> None:
    question = make_question()
    make_benchmark(question, text="It lags at the start.", grade=Decimal("7.0"))
    make_benchmark(question, text="Yes, it lags.", grade=Decimal("5.0"))
    make_benchmark(question, text="Hm.", grade=Decimal("4.5"))
    make_benchmark(question, text=HALF_ANSWER, grade=Decimal("1.0"))
    found = of(question, "slow")
    assert (found.good, found.others) == (2, 2)
    assert suggestions(question).benchmarks == 4


def test_what_was_said_to_a_follow_up_is_read_as_well() -> None:
    question = make_question()
    for said in ("It lags there.", "The caller sees that it lags."):
        practice(make_user(), question, HALF_ANSWER, said)
    for text in POOR:
        practice(make_user(), question, text)
    assert "lags" in [each.phrase for each in of(question, "slow").suggestions]


def test_the_same_words_count_once(question: Question) -> None:
    practice(make_user(), question, LAGGING)
    assert of(question, "slow").good == 3


def test_what_is_added_is_not_suggested_again(question: Question) -> None:
    add_phrases(make_user(), question.pk, "slow", ["lags"])
    assert "lags" not in [each.phrase for each in of(question, "slow").suggestions]


def test_a_draft_that_is_no_rubric_is_told(question: Question) -> None:
    question.criteria.all().delete()
    with pytest.raises(RubricError):
        suggestions(question)


def test_as_many_queries_for_many_answers(question: Question, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(20) as few:
        suggestions(question)
    for text in POOR:
        practice(make_user(), question, text)
    with django_assert_max_num_queries(len(few)):
        suggestions(question)


def test_a_phrase_is_added_behind_the_others_and_once() -> None:
    question = make_question()
    for _ in range(2):
        add_phrases(make_user(), question.pk, "slow", ["lags"])
    assert question.criteria.get(slug="slow").phrases == ["first request slow", "lags"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_editors_add_a_phrase_each() -> None:
    question = make_question()
    editor = make_user()
    second_while_first_is_open(
        lambda: add_phrases(editor, question.pk, "slow", ["lags"]),
        lambda: add_phrases(editor, question.pk, "slow", ["takes long"]),
    )
    assert question.criteria.get(slug="slow").phrases == ["first request slow", "lags", "takes long"]
