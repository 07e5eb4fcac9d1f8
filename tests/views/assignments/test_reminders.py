"""Members are reminded of what is assigned, and what is assigned is deleted."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from quiz.models import Assignment, Cohort, Interview, User
from tests.cohorts import make_assignment
from tests.factories import HALF_ANSWER
from tests.views.assignments.steps import hold, member_of

pytestmark = pytest.mark.django_db


def test_members_are_reminded_once_at_a_click(mine: Client, cohort: Cohort) -> None:
    assignment = make_assignment(cohort)
    hold(member_of(cohort, "Basil Thyme"), HALF_ANSWER)
    assert "Remind 1 member by mail" in mine.get(assignment.get_absolute_url()).text
    remind = reverse("assignment_remind", args=[assignment.pk])
    page = mine.post(remind, follow=True).text
    assert "1 member is reminded on the server’s console" in page
    assert "by mail</button>" not in page
    assert "An assignment reminds once" in mine.post(remind, follow=True).text
    (message,) = mail.outbox
    assert message.to == [member_of(cohort, "Clover Field").member.email]
    assert "http://testserver/#tasks" in message.body


def test_the_reminder_leads_to_where_the_site_is(mine: Client, cohort: Cohort, settings: Any) -> None:
    settings.SITE_URL = "https://prep.example.org"
    mine.post(reverse("assignment_remind", args=[make_assignment(cohort).pk]))
    assert "https://prep.example.org/#tasks" in mail.outbox[0].body


def test_when_all_have_done_it_nobody_is_reminded(mine: Client, cohort: Cohort) -> None:
    cohort.memberships.filter(member__name="Clover Field").delete()
    assignment = make_assignment(cohort)
    hold(member_of(cohort, "Basil Thyme"), HALF_ANSWER)
    page = mine.get(assignment.get_absolute_url()).text
    assert "All have done it" in page
    assert "by mail</button>" not in page
    page = mine.post(reverse("assignment_remind", args=[assignment.pk]), follow=True).text
    assert "Nobody is reminded: all have done it." in page
    assert mail.outbox == []


def test_deleting_asks_first_and_keeps_what_was_held(mine: Client, cohort: Cohort) -> None:
    assignment = make_assignment(cohort)
    interview = hold(member_of(cohort, "Basil Thyme"), HALF_ANSWER)
    address = reverse("assignment_delete", args=[assignment.pk])
    assert "1 member has begun or held the interview: it stays" in mine.get(address).text
    assert Assignment.objects.exists()
    page = mine.post(address, follow=True).text
    assert "“Cold starts, week 3” is deleted." in page
    assert not Assignment.objects.exists()
    assert Interview.objects.get() == interview


def test_who_may_no_longer_sign_in_is_not_counted_for_a_reminder(mine: Client, cohort: Cohort) -> None:
    assignment = make_assignment(cohort)
    User.objects.filter(name="Basil Thyme").update(is_active=False)
    assert "Remind 1 member by mail" in mine.get(assignment.get_absolute_url()).text
