"""Two workers at once on what is assigned."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core import mail

from quiz.models import Attempt, Interview, Membership, Task
from quiz.services import accounts, assignments, reminders
from tests.cohorts import make_assignment, make_cohort, make_membership, make_task
from tests.factories import make_questions, make_user
from tests.workers import second_while_first_is_open

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_two_tabs_start_one_interview() -> None:
    task = make_task(member := make_user())

    def start() -> int:
        return assignments.start_task(member, task.pk).pk

    first, second = second_while_first_is_open(start, start)
    assert first == second
    assert Attempt.objects.count() == 2


def test_two_clicks_remind_once() -> None:
    cohort = make_cohort(None, make_user())
    assignment = make_assignment(cohort)

    def remind() -> bool:
        try:
            reminders.remind(cohort.leads.get(), assignment.pk, address="https://prep.example.org/")
        except reminders.RemindedAlreadyError:
            return False
        return True

    assert second_while_first_is_open(remind, remind) == (True, False)
    assert len(mail.outbox) == 1


def test_who_joins_while_something_is_assigned_gets_it() -> None:
    make_questions(1)
    cohort = make_cohort()
    person = make_user()

    def join() -> None:
        assignments.on_joined(make_membership(cohort, person))

    second_while_first_is_open(lambda: make_assignment(cohort), join)
    assert Task.objects.get().member == person


def test_what_is_assigned_while_somebody_joins_is_for_them_too() -> None:
    make_questions(1)
    cohort = make_cohort()

    def join() -> None:
        assignments.on_joined(make_membership(cohort))

    second_while_first_is_open(join, lambda: make_assignment(cohort))
    assert Task.objects.count() == 1


def test_what_is_assigned_while_an_account_is_deleted_goes_with_it() -> None:
    make_questions(1)
    cohort = make_cohort(None, member := make_user())
    second_while_first_is_open(lambda: make_assignment(cohort), lambda: accounts.delete_account(member))
    assert not Membership.objects.exists()
    assert not Task.objects.exists()


def test_an_account_that_is_being_deleted_gets_nothing_more() -> None:
    make_questions(1)
    cohort = make_cohort(None, member := make_user())
    second_while_first_is_open(lambda: accounts.delete_account(member), lambda: make_assignment(cohort))
    assert not Task.objects.exists()


def test_who_is_just_leaving_gets_nothing_more() -> None:
    make_questions(1)
    cohort = make_cohort(None, member := make_user())
    second_while_first_is_open(cohort.memberships.get().delete, lambda: make_assignment(cohort))
    assert not Task.objects.of(member).exists()


def test_who_joins_while_an_assignment_is_deleted_does_not_get_it() -> None:
    cohort = make_cohort()
    assignment = make_assignment(cohort)
    lead = cohort.leads.get()

    def join() -> None:
        assignments.on_joined(make_membership(cohort))

    second_while_first_is_open(lambda: assignments.delete_assignment(lead, assignment.pk), join)
    assert not Task.objects.exists()


def test_a_form_that_is_sent_by_two_clicks_assigns_once() -> None:
    make_questions(1)
    cohort = make_cohort(None, make_user())
    key = uuid4()
    first, second = second_while_first_is_open(
        lambda: make_assignment(cohort, key=key), lambda: make_assignment(cohort, key=key)
    )
    assert first == second
    assert Task.objects.count() == 1


def test_what_is_just_being_started_is_kept_when_its_assignment_is_deleted() -> None:
    task = make_task(member := make_user())
    lead = task.assignment.cohort.leads.get()
    second_while_first_is_open(
        lambda: assignments.start_task(member, task.pk),
        lambda: assignments.delete_assignment(lead, task.assignment_id),
    )
    assert Interview.objects.get().candidate == member
    assert not Task.objects.exists()
