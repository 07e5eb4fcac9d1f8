"""The progress page, and what the home page says of topics."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from quiz.models import Attempt, Question, User
from quiz.services import interviews, progress
from quiz.services.planning import Plan
from quiz.services.question_bank import publish, withdraw
from tests.factories import GOOD_ANSWER, HALF_ANSWER, REST_OF_ANSWER, make_question, make_topic, make_user
from tests.practice import practice

pytestmark = pytest.mark.django_db

PAGE = "/progress/"


@pytest.fixture
def candidate() -> User:
    return make_user()


@pytest.fixture
def mine(client: Client, candidate: User) -> Client:
    client.force_login(candidate)
    return client


def practised_on(day: int, candidate: User, question: Question, *said: str) -> None:
    attempt = practice(candidate, question, *said)
    Attempt.objects.filter(pk=attempt.pk).update(closed_at=datetime(2026, 10, day, 9, tzinfo=UTC))
    progress.rebuild(candidate)


def next_step(client: Client) -> Any:
    return client.get(PAGE).context["progress"].next_step


def test_without_questions_the_page_says_what_it_waits_for(mine: Client) -> None:
    assert "There are no questions yet." in mine.get(PAGE).text


def test_before_the_first_answer_the_page_says_how_to_begin(mine: Client) -> None:
    make_question()
    page = mine.get(PAGE).text
    assert "Answer a first question" in page
    assert 'href="/interviews/new/">Start an interview' in page
    assert "score-chart" not in page.split("<body")[1]


def test_next_comes_the_criterion_that_lacks_most_points(mine: Client, candidate: User) -> None:
    good, half = make_question(), make_question()
    practice(candidate, good, HALF_ANSWER, REST_OF_ANSWER)
    practice(candidate, half, "The first request is slow.", "No idea.")
    page = mine.get(PAGE).text
    assert f"Next, cover “A new environment is made” in {half.short_name}." in page
    assert f'action="/questions/{half.pk}/practice/"' in page
    assert "It is worth 6 of 10 points there" in page


def test_next_comes_what_was_said_only_when_prompted(mine: Client, candidate: User) -> None:
    practice(candidate, make_question(), HALF_ANSWER, REST_OF_ANSWER)
    assert "came only after a follow-up" in mine.get(PAGE).text


def test_once_all_is_covered_comes_a_new_question_of_a_topic_that_was_tried(
    mine: Client, candidate: User
) -> None:
    make_question(topic=make_topic("other"))
    question, new = make_question(), make_question()
    practice(candidate, question, GOOD_ANSWER)
    assert f"new to you: {new.short_name}" in mine.get(PAGE).text
    assert next_step(mine).question == new


def test_once_there_is_nothing_new_comes_what_was_longest_ago(mine: Client, candidate: User) -> None:
    first, second = make_question(), make_question()
    practised_on(3, candidate, first, GOOD_ANSWER)
    practised_on(2, candidate, second, GOOD_ANSWER)
    assert f"Longest ago was {second.short_name}" in mine.get(PAGE).text


def test_a_withdrawn_question_is_not_what_to_do_next(mine: Client, candidate: User) -> None:
    question = make_question()
    practice(candidate, question, HALF_ANSWER)
    withdraw(question)
    assert next_step(mine) is None
    assert mine.get(PAGE).status_code == 200


def test_a_topic_has_its_mean_score_day_by_day(mine: Client, candidate: User) -> None:
    one, two = make_question(), make_question()
    practised_on(2, candidate, one, HALF_ANSWER)
    practised_on(2, candidate, two)
    practised_on(5, candidate, one, GOOD_ANSWER)
    page = mine.get(PAGE).text
    assert '<time datetime="2026-10-02">2 October 2026</time></th><td><data value="30">3.0</data>' in page
    assert '<data value="100">10.0</data> Complete</td><td>1</td>' in page


def test_half_a_point_is_rounded_up(mine: Client, candidate: User) -> None:
    one, two = make_question(), make_question()
    practised_on(2, candidate, one, HALF_ANSWER)
    practised_on(2, candidate, two, HALF_ANSWER)
    Attempt.objects.filter(question=two).update(score=61)
    assert mine.get(PAGE).context["progress"].topics[0].days[0].score == 61


def test_a_chart_has_the_latest_thirty_days(mine: Client, candidate: User) -> None:
    question = make_question()
    for number in range(32):
        attempt = practice(candidate, question, GOOD_ANSWER)
        moment = datetime(2026, 8 + number // 28, 1 + number % 28, tzinfo=UTC)
        Attempt.objects.filter(pk=attempt.pk).update(closed_at=moment)
    days = mine.get(PAGE).context["progress"].topics[0].days
    assert (len(days), days[0].day.day, days[-1].day.month) == (30, 3, 9)


def test_the_worst_criteria_come_first_and_lead_to_practice(mine: Client, candidate: User) -> None:
    question = make_question()
    practice(candidate, question, HALF_ANSWER)
    practice(candidate, question, HALF_ANSWER)
    page = mine.get(PAGE, {"topic": "serverless"}).text
    assert page.index("</span>The first request is slow") < page.index("</span>A new environment is made")
    assert f'formaction="/questions/{question.pk}/practice/"' in page
    assert "<b>not yet</b> (covered 0 of 2<" in page


def test_a_topic_counts_what_the_latest_answers_covered_as_its_rows_do(mine: Client, candidate: User) -> None:
    question = make_question()
    practice(candidate, question, GOOD_ANSWER)
    practice(candidate, question, HALF_ANSWER)
    page = mine.get(PAGE).text
    assert '<span class="number">1</span> of 2 covered</p>' in page
    assert "<b>not yet</b> (covered 1 of 2<" in page


def test_an_interview_in_which_nothing_was_answered_is_no_day(mine: Client, candidate: User) -> None:
    interview = interviews.start_interview(candidate, Plan(topics=[make_question().topic], question_count=1))
    interviews.finish_interview(candidate, interview.pk)
    assert mine.get(PAGE).context["progress"].topics == []
    page = mine.get("/").text
    assert "Nothing answered" in page
    assert "Not answered" not in page


def test_a_topic_shows_what_is_missing_until_it_is_opened(mine: Client, candidate: User) -> None:
    practice(candidate, make_question(), HALF_ANSWER)
    page = mine.get(PAGE, {"topic": "nowhere\x00"}).text
    assert "</span>A new environment is made" not in page
    assert 'href="?topic=serverless#topic-serverless">All 2 criteria' in page
    assert "All 2 criteria</a>" not in mine.get(PAGE, {"topic": "serverless"}).text


def test_topics_that_were_not_tried_lead_to_their_questions(mine: Client, candidate: User) -> None:
    practice(candidate, make_question(), HALF_ANSWER)
    make_question(topic=make_topic("networking"))
    page = mine.get(PAGE).text
    assert 'href="/questions/?topic=networking">Networking' in page
    assert "2 criteria" in page


def test_what_others_did_is_not_mine(mine: Client) -> None:
    practice(make_user(), make_question(), HALF_ANSWER)
    assert mine.get(PAGE).context["progress"].topics == []


def test_the_page_takes_as_many_queries_with_more_history(
    mine: Client, candidate: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    practice(candidate, make_question(), HALF_ANSWER)
    mine.get(PAGE)
    with django_assert_num_queries(PROGRESS_QUERIES):
        mine.get(PAGE)
    for number in range(6):
        practice(candidate, make_question(topic=make_topic(f"topic-{number}")), HALF_ANSWER)
    mine.get(PAGE)
    with django_assert_num_queries(PROGRESS_QUERIES):
        mine.get(PAGE)


PROGRESS_QUERIES = 5
"""Session, user, questions, criteria, days."""


def test_home_says_how_many_criteria_are_covered_by_topic(mine: Client, candidate: User) -> None:
    question = make_question()
    practice(candidate, question, GOOD_ANSWER)
    practice(candidate, question, HALF_ANSWER)
    make_question()
    page = mine.get("/").text
    assert 'href="/questions/?topic=serverless">Serverless' in page
    assert "<b>1</b> of 4" in page
    assert 'aria-label="1 covered, 3 not yet"' in page


def test_a_bonus_is_not_what_to_do_next_and_does_not_count(mine: Client, candidate: User) -> None:
    question = make_question(published=False)
    question.criteria.create(
        slug="warm", name="Keeping warm", points=2, phrases=["keep warm"], is_bonus=True, missed="Say so."
    )
    publish(question)
    practice(candidate, question, GOOD_ANSWER)
    page = mine.get(PAGE).text
    assert "You have covered all there is." in page
    assert "</span> of 2 covered</p>" in page
