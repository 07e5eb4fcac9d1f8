"""Assigning an interview, and holding it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from quiz.models import Assignment, Cohort, Interview, Membership, Question, Task, User
from quiz.services import assignments, interviews
from quiz.services.planning import Mix, Plan
from tests.cohorts import make_assignment, make_cohort, make_membership, make_task
from tests.factories import make_interview, make_questions, make_topic, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> User:
    return make_user(name="Linden Grove")


@pytest.fixture
def cohort(lead: User) -> Cohort:
    return make_cohort(lead, make_user(), make_user())


def asked(interview: Interview) -> list[int]:
    return list(interview.attempts.order_by("position").values_list("question_id", flat=True))


def test_all_members_get_it_and_nobody_of_another_cohort(cohort: Cohort, lead: User) -> None:
    make_cohort(lead, make_user())
    assignment = make_assignment(cohort)
    assert assignment.is_for_all
    assert {task.member for task in Task.objects.all()} == {each.member for each in cohort.memberships.all()}


def test_some_members_get_it_as_far_as_they_are_in_the_cohort(cohort: Cohort) -> None:
    one = cohort.memberships.all()[0]
    stranger = make_membership(make_cohort(), make_user())
    assignment = make_assignment(cohort, members=[one, stranger])
    assert not assignment.is_for_all
    assert Task.objects.get().member == one.member


def test_nobody_else_assigns(cohort: Cohort) -> None:
    with pytest.raises(Cohort.DoesNotExist):
        assignments.assign(
            make_user(), cohort, Plan(topics=(), question_count=1), title="Mine", due_at=timezone.now()
        )
    assert not Assignment.objects.exists()


def test_who_joins_later_gets_what_is_for_all_and_not_overdue(cohort: Cohort) -> None:
    for_all = make_assignment(cohort)
    make_assignment(cohort, due_in=timedelta(seconds=-1))
    make_assignment(cohort, members=cohort.memberships.all())
    make_assignment(make_cohort())
    newcomer = make_membership(cohort)
    for _ in range(2):
        assignments.on_joined(newcomer)
    assert [task.assignment for task in newcomer.member.tasks.all()] == [for_all]


def test_an_interview_is_held_by_the_plan() -> None:
    member, topic = make_user(), make_topic("scaling")
    easy, _hard = make_questions(2, topic=topic)
    Question.objects.filter(pk=easy.pk).update(difficulty="easy")
    Question.objects.exclude(pk=easy.pk).update(difficulty="hard")
    plan = Plan(
        topics=[topic],
        question_count=5,
        mix=Mix.EASIER,
        time_limit=timedelta(minutes=20),
        question_time_limit=timedelta(minutes=5),
        follow_ups=2,
        feedback=Interview.Feedback.END,
    )
    cohort = make_cohort(None, member)
    given = assignments.assign(
        cohort.leads.get(), cohort, plan, title="Scaling", due_at=timezone.now() + timedelta(days=1)
    )
    interview = assignments.start_task(member, given.tasks.get().pk)
    assert asked(interview) == [easy.pk]
    assert (interview.title, interview.topics) == ("Scaling", ["scaling"])
    assert (interview.time_limit, interview.question_time_limit) == (
        plan.time_limit,
        plan.question_time_limit,
    )
    assert (interview.follow_ups, interview.feedback) == (2, "end")


def test_questions_that_are_named_are_asked_and_no_others() -> None:
    topic = make_topic()
    named = make_questions(4, topic=topic)
    make_questions(4, topic=topic)
    orders = set()
    for _ in range(12):
        task = make_task(member := make_user(), questions=named, title="Together")
        order = asked(assignments.start_task(member, task.pk))
        assert set(order) == {question.pk for question in named}
        orders.add(tuple(order))
    assert len(orders) > 1


def test_a_question_that_is_withdrawn_is_not_asked() -> None:
    named = make_questions(2)
    task = make_task(member := make_user(), questions=named)
    Question.objects.filter(pk=named[0].pk).update(current_version=None)
    assert asked(assignments.start_task(member, task.pk)) == [named[1].pk]


def test_without_a_question_that_fits_nothing_is_started() -> None:
    task = make_task(member := make_user())
    Question.objects.update(current_version=None)
    with pytest.raises(interviews.NothingToAskError):
        assignments.start_task(member, task.pk)
    assert not Interview.objects.exists()


def test_a_task_that_was_started_leads_to_its_interview_also_when_it_is_finished() -> None:
    task = make_task(member := make_user())
    interview = assignments.start_task(member, task.pk)
    assert assignments.start_task(member, task.pk) == interview
    interviews.finish_interview(member, interview.pk)
    again = assignments.start_task(member, task.pk)
    assert again == interview
    assert again.finished_at


def test_what_is_overdue_can_still_be_done() -> None:
    task = make_task(member := make_user(), due_in=timedelta(days=-1))
    assert assignments.start_task(member, task.pk).task == task


def test_another_interview_that_is_open_comes_first() -> None:
    task = make_task(member := make_user())
    other = make_interview(member)
    with pytest.raises(assignments.OtherInterviewError) as error:
        assignments.start_task(member, task.pk)
    assert error.value.interview == other
    task.refresh_from_db()
    assert task.interview is None


def test_nobody_starts_the_task_of_another() -> None:
    task = make_task(make_user())
    with pytest.raises(Task.DoesNotExist):
        assignments.start_task(make_user(), task.pk)


def test_what_was_held_stays_when_the_assignment_goes() -> None:
    task = make_task(member := make_user())
    interview = assignments.start_task(member, task.pk)
    lead = task.assignment.cohort.leads.get()
    assignments.delete_assignment(lead, task.assignment_id)
    assert not Assignment.objects.exists()
    assert not Task.objects.exists()
    assert Interview.objects.get() == interview


def test_nobody_else_deletes_it(cohort: Cohort) -> None:
    assignment = make_assignment(cohort)
    with pytest.raises(Assignment.DoesNotExist):
        assignments.delete_assignment(make_user(), assignment.pk)


def test_who_leaves_has_no_task_any_more_and_keeps_the_interview() -> None:
    task = make_task(member := make_user())
    interview = assignments.start_task(member, task.pk)
    Membership.objects.all().delete()
    with pytest.raises(Task.DoesNotExist):
        assignments.start_task(member, task.pk)
    assert Interview.objects.of(member).get() == interview


def test_who_leaves_and_comes_back_has_done_what_was_done(cohort: Cohort) -> None:
    member = cohort.memberships.all()[0].member
    assignment = make_assignment(cohort)
    interview = assignments.start_task(member, Task.objects.of(member).get().pk)
    interviews.finish_interview(member, interview.pk)
    cohort.memberships.filter(member=member).delete()
    back = make_membership(cohort, member)
    assignments.on_joined(back)
    task = Task.objects.of(member).get()
    assert (task.assignment, task.interview) == (assignment, interview)


def test_who_leaves_and_comes_back_has_what_was_assigned_to_some(cohort: Cohort) -> None:
    one = cohort.memberships.all()[0]
    make_assignment(cohort, members=[one])
    one.delete()
    assert not Task.objects.of(one.member).exists()
    assignments.on_joined(make_membership(cohort, one.member))
    assert Task.objects.of(one.member).exists()
