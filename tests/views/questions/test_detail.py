"""One question, and its practice."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from quiz.models import Criterion, Interview, Question, User
from quiz.reports import outlines
from quiz.services import interviews
from quiz.services.planning import Plan
from quiz.services.question_bank import publish, withdraw
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    make_benchmark,
    make_question,
    make_questions,
    make_user,
)
from tests.practice import practice

pytestmark = pytest.mark.django_db


def detail(client: Client, question: Question) -> Any:
    return client.get(reverse("question_detail", args=[question.pk]))


def test_a_question_that_was_not_tried_gives_no_criteria_away(mine: Client) -> None:
    question = make_question()
    page = detail(mine, question).text
    assert question.text in page
    assert "Its 2 criteria are named once you have answered." in page
    assert "new environment" not in page
    assert "first request" not in page


def test_a_question_shows_my_answers_and_what_they_covered(mine: Client, candidate: User) -> None:
    question = make_question()
    practice(candidate, question, GOOD_ANSWER)
    attempt = practice(candidate, question, HALF_ANSWER)
    page = detail(mine, question).text
    assert f'href="/interviews/{attempt.interview_id}/debrief/#question-1"' in page
    assert "The first request is slow" in page
    assert "not yet; covered in 1 of 2 answers" in page
    assert "best 10.0" in page


def test_a_question_that_was_only_skipped_does_not_count_as_answered(mine: Client, candidate: User) -> None:
    question = make_question()
    practice(candidate, question)
    page = detail(mine, question).text
    assert "Skipped once" in page
    assert "Answered once" not in page


def test_a_criterion_that_came_later_is_not_named_yet(mine: Client, candidate: User) -> None:
    question = make_question()
    practice(candidate, question, GOOD_ANSWER)
    Criterion.objects.filter(question=question, slug="slow").update(points=3)
    question.criteria.create(
        slug="cost", name="It costs", points=1, phrases=["it costs"], missed="Say so.", probe="And the money?"
    )
    publish(question)
    page = detail(mine, question).text
    assert "1 new criterion since" in page
    assert "It costs" not in page


def test_what_others_answered_is_not_shown(mine: Client) -> None:
    question = make_question()
    practice(make_user(), question, GOOD_ANSWER)
    page = detail(mine, question).text
    assert "Not tried." in page
    assert "The first request is slow" not in page


def test_an_answer_in_an_interview_that_goes_on_is_not_listed(mine: Client, candidate: User) -> None:
    question, _ = make_questions(2)
    interview = interviews.start_interview(
        candidate, Plan(topics=[question.topic], question_count=2, follow_ups=0)
    )
    attempt = interview.attempts.waiting().get()
    interviews.submit_response(candidate, attempt.pk, turn="answer", text=GOOD_ANSWER)
    assert "debrief" not in detail(mine, attempt.question).text


@pytest.mark.parametrize("name", ["question_detail", "question_practice"])
def test_only_published_questions_are_there(mine: Client, name: str) -> None:
    draft, gone = make_question(published=False), make_question()
    withdraw(gone)
    for pk in (draft.pk, gone.pk, 999_999):
        url = reverse(name, args=[pk])
        response = mine.post(url) if name == "question_practice" else mine.get(url)
        assert response.status_code == 404


def test_practice_asks_the_one_question(mine: Client, candidate: User) -> None:
    question = make_question()
    response = mine.post(reverse("question_practice", args=[question.pk]))
    interview = Interview.objects.of(candidate).get()
    assert response["Location"] == reverse("interview_detail", args=[interview.pk])
    assert interview.question == question
    assert question.text in mine.get(response["Location"]).text


def test_practice_that_was_left_open_goes_on(mine: Client) -> None:
    question = make_question()
    url = reverse("question_practice", args=[question.pk])
    first = mine.post(url)["Location"]
    assert "Go on with this question" in detail(mine, question).text
    assert mine.post(url)["Location"] == first


def test_practice_is_not_started_by_a_link(mine: Client) -> None:
    assert mine.get(reverse("question_practice", args=[make_question().pk])).status_code == 405


def test_a_question_takes_as_many_queries_with_more_answers(
    mine: Client, candidate: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    question = make_question()
    practice(candidate, question, HALF_ANSWER)
    detail(mine, question)
    with django_assert_num_queries(DETAIL_QUERIES):
        detail(mine, question)
    for _ in range(12):
        practice(candidate, question, HALF_ANSWER)
    with django_assert_num_queries(DETAIL_QUERIES):
        page = detail(mine, question).text
    assert "The latest 10" in page


DETAIL_QUERIES = 7
"""Session, user, question, criteria, attempts, progress, unfinished practice."""


def test_an_outline_is_read_once() -> None:
    question = make_question()
    assert question.current_version_id
    first = outlines.outlines([question.current_version_id])
    assert first[question.current_version_id].question == question.text
    assert outlines.outlines([]) == {}


def test_how_far_the_scores_can_be_trusted_is_told_as_it_was_published(mine: Client) -> None:
    question = make_question()
    page = reverse("question_detail", args=[question.pk])
    assert "agree with graders" not in mine.get(page).text
    make_benchmark(question)
    publish(question)
    make_benchmark(question, grade=0)
    assert "Its scores agree with graders on 1 of 1 example answer<" in mine.get(page).text
