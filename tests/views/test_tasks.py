"""What is assigned, on a member's home page and from there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from quiz.models import Assignment, Interview, Membership, Question, Task, User
from quiz.services import interviews
from tests.clock import at
from tests.cohorts import make_assignment, make_cohort, make_task
from tests.factories import HALF_ANSWER, make_interview, make_questions, make_user, waiting_attempt

pytestmark = pytest.mark.django_db


@pytest.fixture
def member() -> User:
    return make_user(name="Basil Thyme")


@pytest.fixture
def mine(client: Client, member: User) -> Client:
    client.force_login(member)
    return client


def start(task: Task) -> str:
    return reverse("task_start", args=[task.pk])


def home(client: Client) -> str:
    return client.get(reverse("home")).text


def answer(interview: Interview) -> None:
    attempt = waiting_attempt(interview)
    interviews.submit_response(interview.candidate, attempt.pk, turn="answer", text=HALF_ANSWER)


def test_home_says_what_is_to_be_done_for_whom_and_by_when(mine: Client, member: User) -> None:
    assert "Assigned to you" not in home(mine)
    with at("2026-10-10T08:00Z"):
        task = make_task(member, due_in=timedelta(days=2))
        page = home(mine)
    assert "Assigned to you" in page
    assert "Cold starts, week 3</button>" in page
    assert "Platform guild, due on Monday, 12 October, 08:00" in page
    assert "Not started, up to 2 questions" in page
    assert start(task) in page


def test_what_is_due_soonest_comes_first(mine: Client, member: User) -> None:
    make_task(member, title="Later", due_in=timedelta(days=5))
    make_task(member, title="Sooner", due_in=timedelta(days=1))
    make_task(make_user(), title="For others")
    page = home(mine)
    assert page.index("Sooner") < page.index("Later")
    assert "For others" not in page


def test_a_task_is_started_gone_on_with_and_done(mine: Client, member: User) -> None:
    task = make_task(member)
    room = mine.post(start(task))
    interview = Interview.objects.get()
    assert room["Location"] == interview.get_absolute_url()
    answer(interview)
    assert "Under way, 1 of 2 answered" in home(mine)
    assert mine.post(start(task))["Location"] == interview.get_absolute_url()
    answer(interview)
    assert "Assigned to you" not in home(mine)
    assert mine.post(start(task))["Location"] == reverse("interview_debrief", args=[interview.pk])


def test_a_double_click_starts_one_interview(mine: Client, member: User) -> None:
    task = make_task(member)
    assert mine.post(start(task))["Location"] == mine.post(start(task))["Location"]
    assert Interview.objects.count() == 1


def test_what_is_overdue_is_told_and_can_be_done(mine: Client, member: User) -> None:
    task = make_task(member, due_in=timedelta(days=-2))
    assert "Overdue, not started" in home(mine)
    assert mine.post(start(task), follow=True).status_code == 200
    assert "Overdue, under way" in home(mine)


def test_another_interview_that_is_open_is_shown_first(mine: Client, member: User) -> None:
    task = make_task(member)
    other = make_interview(member)
    response = mine.post(start(task), follow=True)
    assert response.redirect_chain == [(other.get_absolute_url(), 302)]
    assert "This interview is still open." in response.text
    assert Interview.objects.get() == other


def test_another_interview_whose_time_is_over_is_not_in_the_way(mine: Client, member: User) -> None:
    task = make_task(member)
    other = make_interview(member, time_limit=timedelta(minutes=10))
    Interview.objects.update(started_at=timezone.now() - timedelta(hours=1))
    mine.post(start(task))
    task.refresh_from_db()
    assert task.interview not in (None, other)


def test_without_a_question_that_fits_it_is_said(mine: Client, member: User) -> None:
    task = make_task(member)
    Question.objects.update(current_version=None)
    response = mine.post(start(task), follow=True)
    assert response.redirect_chain == [(reverse("home"), 302)]
    assert "There is no question for this just now." in response.text


def test_a_task_of_another_is_a_404(mine: Client) -> None:
    assert mine.post(start(make_task(make_user()))).status_code == 404
    assert not Interview.objects.exists()


def test_what_is_left_or_deleted_is_gone_from_home(mine: Client, member: User) -> None:
    first, second = make_task(member, title="First"), make_task(member, title="Second")
    Membership.objects.filter(cohort=first.assignment.cohort).delete()
    Assignment.objects.filter(pk=second.assignment_id).delete()
    assert "Assigned to you" not in home(mine)
    assert mine.post(start(first)).status_code == 404


def test_home_takes_one_query_for_tasks_however_many(
    mine: Client, member: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_questions(1)
    home(mine)  # a process reads the rubrics once
    with django_assert_max_num_queries(100) as none:
        home(mine)
    assert sum("quiz_task" in query["sql"] for query in none) == 1
    cohort = make_cohort(None, member)
    for _ in range(4):
        make_assignment(cohort)
    with django_assert_max_num_queries(len(none)):
        home(mine)
