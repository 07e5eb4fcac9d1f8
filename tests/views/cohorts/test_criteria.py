"""The answers of a cohort to a criterion."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from quiz.models import Cohort, Question, User
from quiz.services.question_bank import withdraw
from tests.cohorts import make_membership
from tests.factories import (
    MIXED_UP_ANSWER,
    make_interview,
    make_question,
    make_user,
)
from tests.practice import practice
from tests.views.cohorts.addresses import HTMX, answers_to

pytestmark = pytest.mark.django_db


def test_the_answers_stand_side_by_side_with_what_counts_marked(
    leading: Client, cohort: Cohort, question: Question
) -> None:
    page = leading.get(answers_to(cohort, question)).text
    assert page.index("Sage Leaf") < page.index("Basil Thyme")
    assert '<mark class="evidence" data-state="covered"' in page
    assert '<mark class="evidence" data-state="prompted"' in page
    assert '<p class="said-probe">What does the caller notice?</p>' in page
    assert "1 prompted" in page
    assert "Model answer" in page
    assert 'class="key"' not in page


def test_a_mix_up_is_named(leading: Client, cohort: Cohort, basil: User) -> None:
    question = make_question()
    practice(basil, question, MIXED_UP_ANSWER)
    page = leading.get(answers_to(cohort, question, "environment")).text
    assert "Mixed up: It is about billing" in page
    assert "Skipped" in page
    assert "1 not asked" in page


def test_an_answer_of_an_open_interview_is_not_shown(leading: Client, cohort: Cohort, basil: User) -> None:
    interview = make_interview(basil)
    question = interview.attempts.get(position=1).question
    assert "Nobody here has been asked for this yet." in leading.get(answers_to(cohort, question)).text


def test_answers_come_in_pages(
    leading: Client, cohort: Cohort, question: Question, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    leading.get(answers_to(cohort, question))
    with django_assert_num_queries(ANSWERS_QUERIES):
        leading.get(answers_to(cohort, question))
    for _ in range(10):
        practice(make_membership(cohort).member, question, "No idea.")
    with django_assert_num_queries(ANSWERS_QUERIES):
        first = leading.get(answers_to(cohort, question))
    second = leading.get(answers_to(cohort, question), {"page": 2})
    assert "1 to 10 of 12" in first.text
    assert [answer.member.name for answer in second.context["found"].answers] == ["Sage Leaf", "Basil Thyme"]
    assert leading.get(answers_to(cohort, question), {"page": "none"}).status_code == 200


ANSWERS_QUERIES = 8
"""Session, user, cohort, question, members, states, attempts, and one for the audit log."""


def test_the_drawer_has_one_answer_of_each_state_and_leads_to_all(
    leading: Client, cohort: Cohort, question: Question, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for name, said in (("Alder", []), ("Fern", ["No idea."]), ("Ivy", ["No idea."])):
        practice(make_membership(cohort, make_user(name=name)).member, question, *said)
    leading.get(answers_to(cohort, question), headers=HTMX)
    with django_assert_num_queries(ANSWERS_QUERIES):
        response = leading.get(answers_to(cohort, question), headers=HTMX)
    shown = [(answer.member.name, answer.state) for answer in response.context["found"].answers]
    assert shown == [("Fern", "not-yet"), ("Sage Leaf", "prompted"), ("Basil Thyme", "covered")]
    assert f'<a href="{answers_to(cohort, question)}">All 5 answers</a>' in response.text


def test_a_drawer_that_has_all_answers_does_not_say_so(
    leading: Client, cohort: Cohort, question: Question
) -> None:
    assert "All 2 answers" not in leading.get(answers_to(cohort, question), headers=HTMX).text


def test_what_is_asked_no_more_has_no_answers(leading: Client, cohort: Cohort, question: Question) -> None:
    assert leading.get(answers_to(cohort, question, "nothing")).status_code == 404
    withdraw(question)
    assert leading.get(answers_to(cohort, question)).status_code == 404


def test_htmx_gets_the_answers_as_a_drawer_and_the_address_stays(
    leading: Client, cohort: Cohort, question: Question
) -> None:
    response = leading.get(answers_to(cohort, question), headers=HTMX)
    assert response.text.lstrip().startswith('<aside class="drawer" id="answers"')
    assert response["HX-Push-Url"] == "false"
