"""Who comes to the pages of an assignment."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from quiz.models import Assignment, Cohort, User
from tests.cohorts import make_assignment, make_cohort
from tests.factories import make_editor, make_user
from tests.views.assignments.steps import member_of, sent

pytestmark = pytest.mark.django_db


def addresses(assignment: Assignment) -> list[tuple[str, str]]:
    """Method and address of all that leads do."""
    cohort, one = [assignment.cohort_id], [assignment.pk]
    return [
        ("get", reverse("assignment_list", args=cohort)),
        ("get", reverse("assignment_create", args=cohort)),
        ("post", reverse("assignment_create", args=cohort)),
        ("get", reverse("assignment_detail", args=one)),
        ("post", reverse("assignment_remind", args=one)),
        ("get", reverse("assignment_delete", args=one)),
        ("post", reverse("assignment_delete", args=one)),
    ]


@pytest.mark.parametrize("who", ["stranger", "member", "other lead", "editor", "superuser", "former lead"])
def test_for_who_does_not_lead_the_cohort_there_is_nothing(
    client: Client, cohort: Cohort, lead: User, who: str
) -> None:
    assignment = make_assignment(cohort)
    people = {
        "stranger": make_user(),
        "member": member_of(cohort, "Basil Thyme").member,
        "other lead": make_cohort().leads.get(),
        "editor": make_editor(),
        "superuser": make_user(is_superuser=True, is_staff=True),
        "former lead": lead,
    }
    cohort.leads.remove(lead)
    client.force_login(people[who])
    for method, address in addresses(assignment):
        assert getattr(client, method)(address, sent()).status_code == 404, address
    assert Assignment.objects.get() == assignment
    assert mail.outbox == []


def test_a_lead_is_neither_editor_nor_superuser(mine: Client, cohort: Cohort) -> None:
    make_assignment(cohort)
    assert mine.get(reverse("admin:index")).status_code == 302


def test_nobody_is_led_to_the_sign_in(client: Client, cohort: Cohort) -> None:
    for method, address in addresses(make_assignment(cohort)):
        response = getattr(client, method)(address)
        assert response["Location"].startswith(reverse("account_login")), address


def test_what_is_done_at_a_click_is_not_done_by_a_link(mine: Client, cohort: Cohort) -> None:
    assignment = make_assignment(cohort)
    assert mine.get(reverse("assignment_remind", args=[assignment.pk])).status_code == 405
    assert mine.get(reverse("task_start", args=[assignment.tasks.all()[0].pk])).status_code == 405
