"""How far the members are with what is assigned."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from quiz.models import Assignment, Cohort, Question, Task, User
from quiz.services.assignments import start_task
from quiz.services.question_bank import withdraw
from tests.cohorts import make_assignment, make_cohort, make_membership
from tests.factories import HALF_ANSWER, make_user
from tests.views.assignments.steps import create_page, hold, member_of, sent

pytestmark = pytest.mark.django_db


def test_the_list_says_how_far_the_members_are(mine: Client, cohort: Cohort) -> None:
    page = reverse("assignment_list", args=[cohort.pk])
    assert "Assign an interview" in mine.get(page).text
    make_assignment(cohort)
    hold(member_of(cohort, "Basil Thyme"), HALF_ANSWER)
    clover = member_of(cohort, "Clover Field")
    start_task(clover.member, Task.objects.of(clover.member).get().pk)
    text = mine.get(page).text
    assert "<b>1</b> of 2 done, 1 under way" in text
    assert Assignment.objects.get().get_absolute_url() in text


def test_who_has_left_is_not_counted_and_who_is_elsewhere_too_is_counted_once(
    mine: Client, lead: User, cohort: Cohort
) -> None:
    clover, basil = (member_of(cohort, name) for name in ("Clover Field", "Basil Thyme"))
    make_cohort(lead, basil.member, name="Another guild")
    assignment = make_assignment(cohort)
    hold(clover, HALF_ANSWER)
    clover.delete()
    assert "<b>0</b> of 1 done" in mine.get(reverse("assignment_list", args=[cohort.pk])).text
    page = mine.get(assignment.get_absolute_url()).text
    assert page.count("Basil Thyme") == 1
    assert f"/memberships/{basil.pk}/" in page
    assert "Clover Field" not in page


def test_who_cannot_sign_in_any_more_is_neither_counted_nor_reminded(mine: Client, cohort: Cohort) -> None:
    assignment = make_assignment(cohort)
    User.objects.filter(name="Clover Field").update(is_active=False)
    assert "<b>0</b> of 1 done" in mine.get(reverse("assignment_list", args=[cohort.pk])).text
    assert "Remind 1 member by mail" in mine.get(assignment.get_absolute_url()).text
    mine.post(reverse("assignment_remind", args=[assignment.pk]))
    assert len(mail.outbox) == 1
    assert "Account closed." in mine.get(reverse("cohort_members", args=[cohort.pk])).text


def test_what_can_be_asked_no_more_is_told_and_nobody_reminded(mine: Client, cohort: Cohort) -> None:
    questions = list(Question.objects.all())
    assignment = make_assignment(cohort, questions=questions)
    withdraw(questions[0])
    page = mine.get(assignment.get_absolute_url()).text
    assert page.count("(withdrawn)") == 1
    assert "by mail</button>" in page
    for question in questions[1:]:
        withdraw(question)
    page = mine.get(assignment.get_absolute_url()).text
    assert "None of its questions can be asked any more" in page
    assert "by mail</button>" not in page


@pytest.mark.parametrize(
    ("due_in", "states"),
    [
        (timedelta(days=1), ["Done", "Under way", "Not started"]),
        (timedelta(days=-1), ["Done late", "Overdue, under way", "Overdue, not started"]),
    ],
)
def test_the_page_of_an_assignment_has_the_state_of_each_member(
    mine: Client, cohort: Cohort, due_in: timedelta, states: list[str]
) -> None:
    make_membership(cohort, make_user(name="Fennel Frond"))
    assignment = make_assignment(cohort, due_in=due_in)
    hold(member_of(cohort, "Basil Thyme"), HALF_ANSWER)
    clover = member_of(cohort, "Clover Field")
    start_task(clover.member, Task.objects.of(clover.member).get().pk)
    page = mine.get(assignment.get_absolute_url()).text
    done, begun, idle = states
    assert f"<b>6.0</b> On the way, {done.lower()}</span>" in page
    assert page.index("Clover Field") < page.index(begun) < page.index("Fennel Frond") < page.index(idle)
    assert "2 of 3 still to do" in page


def test_an_interview_in_which_nothing_was_answered_has_no_score(mine: Client, cohort: Cohort) -> None:
    assignment = make_assignment(cohort)
    hold(member_of(cohort, "Basil Thyme"))
    assert "Done, nothing answered" in mine.get(assignment.get_absolute_url()).text


def test_its_plan_is_told(mine: Client, cohort: Cohort) -> None:
    mine.post(create_page(cohort), sent(time_limit="60", follow_ups="2", mix="rising"))
    page = mine.get(Assignment.objects.get().get_absolute_url()).text
    for words in (
        "2 questions on Serverless",
        "easy ones first",
        "60 minutes for the interview",
        "Up to two",
    ):
        assert words in page
    named = make_assignment(cohort, questions=Question.objects.all()[:2])
    first, second = named.questions.all()
    assert f"2 questions: {first}, {second}" in mine.get(named.get_absolute_url()).text


@pytest.mark.parametrize("name", ["assignment_list", "assignment_create", "assignment_detail"])
def test_pages_take_as_many_queries_for_more_members_and_assignments(
    mine: Client, cohort: Cohort, name: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    assignment = make_assignment(cohort)
    hold(member_of(cohort, "Basil Thyme"), HALF_ANSWER)
    pk = assignment.pk if name == "assignment_detail" else cohort.pk
    with django_assert_max_num_queries(10) as few:
        mine.get(reverse(name, args=[pk]))
    newcomers = [make_membership(cohort) for _ in range(5)]
    Task.objects.bulk_create(Task(assignment=assignment, member=each.member) for each in newcomers)
    for each in newcomers[:3]:
        hold(each, HALF_ANSWER)
    for _ in range(4):
        make_assignment(cohort)
    with django_assert_max_num_queries(len(few)):
        mine.get(reverse(name, args=[pk]))


def test_a_row_leads_to_the_interview_that_was_held(mine: Client, cohort: Cohort) -> None:
    assignment = make_assignment(cohort)
    basil = member_of(cohort, "Basil Thyme")
    interview = hold(basil, HALF_ANSWER)
    address = f"{reverse('membership_detail', args=[basil.pk])}?interview={interview.pk}"
    assert f'href="{address}#interview-{interview.pk}"' in mine.get(assignment.get_absolute_url()).text
    assert f'id="interview-{interview.pk}"' in mine.get(address).text
