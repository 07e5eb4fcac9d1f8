"""Reminding of an assignment, once."""

from __future__ import annotations

import pytest
from django.core import mail

from quiz.models import Assignment, User
from quiz.services import interviews, reminders
from quiz.services.assignments import start_task
from tests.clock import at
from tests.cohorts import make_assignment, make_cohort
from tests.factories import make_user

pytestmark = pytest.mark.django_db

ADDRESS = "https://prep.example.org/#tasks"


@pytest.fixture
def lead() -> User:
    return make_user(name="Linden Grove")


def recipients() -> list[str]:
    return sorted(address for message in mail.outbox for address in message.to)


def test_those_who_have_not_finished_are_reminded(lead: User) -> None:
    done, begun, idle = (make_user(f"{name}@example.org") for name in ("basil", "clover", "fennel"))
    gone = make_user(is_active=False)
    assignment = make_assignment(make_cohort(lead, done, begun, idle, gone))
    make_cohort(lead, make_user())
    for member in (done, begun):
        interview = start_task(member, assignment.tasks.get(member=member).pk)
    interviews.finish_interview(done, done.interviews.get().pk)
    assert interview.finished_at is None
    assert reminders.remind(lead, assignment.pk, address=ADDRESS) == 2
    assert recipients() == ["clover@example.org", "fennel@example.org"]


def test_the_mail_says_who_reminds_of_what_by_when_and_where(lead: User) -> None:
    member = make_user(name="Basil Thyme", time_zone="Asia/Tokyo")
    cohort = make_cohort(lead, member)
    with at("2026-10-10T08:00Z"):
        assignment = make_assignment(cohort, title="Roles & “rights” <1>")
        Assignment.objects.update(due_at="2026-10-12T21:59:59.999999Z")
        reminders.remind(lead, assignment.pk, address=ADDRESS)
    (message,) = mail.outbox
    assert message.subject == "Reminder: Roles & “rights” <1>, due on Tuesday, 13 October, 06:59"
    for words in (
        "Hello Basil Thyme",
        "Linden Grove reminds you",
        "Platform guild",
        "Roles & “rights” <1>",
        ADDRESS,
    ):
        assert words in message.body
    assert "Due on Tuesday, 13 October, 06:59." in message.body


def test_what_is_overdue_is_said_to_be(lead: User) -> None:
    cohort = make_cohort(lead, make_user())
    with at("2026-10-10T08:00Z"):
        assignment = make_assignment(cohort)
        Assignment.objects.update(due_at="2026-10-09T23:59:59Z")
        reminders.remind(lead, assignment.pk, address=ADDRESS)
    assert "It was due on Friday, 9 October, and can still be done." in mail.outbox[0].body


def test_it_reminds_once(lead: User) -> None:
    assignment = make_assignment(make_cohort(lead, make_user()))
    reminders.remind(lead, assignment.pk, address=ADDRESS)
    with pytest.raises(reminders.RemindedAlreadyError):
        reminders.remind(lead, assignment.pk, address=ADDRESS)
    assert len(mail.outbox) == 1


def test_a_reminder_that_nobody_needs_is_not_used_up(lead: User) -> None:
    assignment = make_assignment(make_cohort(lead))
    assert reminders.remind(lead, assignment.pk, address=ADDRESS) == 0
    assignment.refresh_from_db()
    assert assignment.reminded_at is None


def test_nobody_else_reminds(lead: User) -> None:
    cohort = make_cohort(lead, make_user())
    assignment = make_assignment(cohort)
    for other in (make_user(is_superuser=True, is_staff=True), cohort.memberships.get().member):
        with pytest.raises(Assignment.DoesNotExist):
            reminders.remind(other, assignment.pk, address=ADDRESS)
    assert mail.outbox == []
