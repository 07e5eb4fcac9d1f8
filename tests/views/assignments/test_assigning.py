"""An interview is planned and assigned."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quiz.models import Assignment, Cohort, Question, Task, User
from tests.clock import at
from tests.cohorts import make_cohort, make_membership
from tests.factories import make_user
from tests.views.assignments.steps import create_page, member_of, sent

pytestmark = pytest.mark.django_db


def test_an_interview_is_planned_and_assigned_to_all(mine: Client, cohort: Cohort, lead: User) -> None:
    assert "Cold starts" not in mine.get(create_page(cohort)).text
    response = mine.post(create_page(cohort), sent(), follow=True)
    assignment = Assignment.objects.get()
    assert response.redirect_chain == [(assignment.get_absolute_url(), 302)]
    assert "Assigned to 2 members." in response.text
    assert (assignment.topics, assignment.question_count) == (["serverless"], 2)
    assert (assignment.time_limit, assignment.feedback) == (timedelta(minutes=20), "end")
    assert (assignment.is_for_all, assignment.assigned_by) == (True, lead)


def test_it_is_assigned_to_some(mine: Client, cohort: Cohort) -> None:
    basil = member_of(cohort, "Basil Thyme")
    mine.post(create_page(cohort), sent(whom="some", members=[basil.pk]))
    assert Task.objects.get().member == basil.member


def test_ticks_do_not_count_for_what_is_for_all(mine: Client, cohort: Cohort) -> None:
    mine.post(create_page(cohort), sent(members=[member_of(cohort, "Basil Thyme").pk]))
    assert Task.objects.count() == 2


def test_a_day_is_one_of_the_lead_and_lasts_until_its_end(mine: Client, cohort: Cohort, lead: User) -> None:
    User.objects.filter(pk=lead.pk).update(time_zone="America/New_York")
    with at("2026-10-13T03:30Z"):  # the evening before, there
        mine.post(create_page(cohort), sent(due="2026-10-12"))
        page = mine.get(reverse("assignment_list", args=[cohort.pk])).text
    assert Assignment.objects.get().due_at == datetime(2026, 10, 13, 3, 59, 59, 999999, UTC)
    assert "Due on Monday, 12 October" in page


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"title": " "}, "Give it a title"),
        ({"title": "a" * 201}, "201 characters are too many"),
        ({"topics": []}, "Choose a topic, or several."),
        ({"question_count": "0"}, "greater than or equal to 1"),
        ({"due": ""}, "Choose a day, such as"),
        ({"due": "12/10/2026"}, "Choose a day, such as"),
        ({"due": "0001-01-01"}, "This day is over."),
        ({"due": "9999-12-31"}, "Choose a day within a year."),
        ({"whom": ""}, "Say for whom it is."),
        ({"whom": "some"}, "Tick at least one member"),
        ({"whom": "some", "members": ["0"]}, "not one of the available choices"),
        ({"whom": "some", "members": ["x"]}, "is not a valid value"),
        ({"mix": "harder"}, "no question like that"),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_is_kept(
    mine: Client, cohort: Cohort, fields: dict[str, Any], message: str
) -> None:
    Question.objects.update(difficulty="easy")
    response = mine.post(create_page(cohort), sent(question_time_limit="3") | fields)
    assert response.status_code == 200
    assert message in response.text
    assert '<option value="3" selected>' in response.text
    assert not Assignment.objects.exists()


def test_the_summary_of_errors_leads_to_the_fields(mine: Client, cohort: Cohort) -> None:
    page = mine.post(create_page(cohort), sent(title="", topics=[], whom="") | {"due": ""}).text
    for name in ("title", "topics", "due", "whom"):
        assert f'href="#id_{name}"' in page
        assert page.count(f'id="id_{name}"') == 1


def test_somebody_of_another_cohort_cannot_be_chosen(mine: Client, cohort: Cohort) -> None:
    other = make_membership(make_cohort(), make_user(name="Fennel Frond"))
    assert "Fennel Frond" not in mine.get(create_page(cohort)).text
    mine.post(create_page(cohort), sent(whom="some", members=[other.pk]))
    assert not Assignment.objects.exists()


def test_in_an_empty_cohort_it_waits_for_who_joins(mine: Client, cohort: Cohort) -> None:
    cohort.memberships.all().delete()
    assert "Which members" not in mine.get(create_page(cohort)).text
    page = mine.post(create_page(cohort), sent(), follow=True).text
    assert "Assigned to whoever joins before it is due." in page
    assert "who joins the cohort gets it" in page
    assert Assignment.objects.get().is_for_all


def test_a_form_that_is_sent_again_leads_to_what_it_assigned(mine: Client, cohort: Cohort) -> None:
    key = mine.get(create_page(cohort)).context["form"]["key"].value()
    first = mine.post(create_page(cohort), sent(key=key))
    again = mine.post(create_page(cohort), sent(key=key), follow=True)
    assert again.redirect_chain == [(first["Location"], 302)]
    assert "This was assigned already." in again.text
    assert Assignment.objects.count() == 1
    for key in ("", "mine"):
        mine.post(create_page(cohort), sent(key=key))
    assert Assignment.objects.count() == 3
