"""Sources of what was asked for, in the debrief."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quiz.models import Criterion, Interview, User
from quiz.services import shares
from tests.factories import HALF_ANSWER, make_finished, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def candidate() -> User:
    return make_user()


@pytest.fixture
def interview(client: Client, candidate: User) -> Interview:
    client.force_login(candidate)
    return make_finished(candidate, HALF_ANSWER, HALF_ANSWER)


def debrief(client: Client, interview: Interview) -> str:
    return client.get(reverse("interview_debrief", args=[interview.pk])).text


def cite(interview: Interview, **values: Any) -> None:
    asked = Criterion.objects.filter(slug="slow", question=interview.attempts.get(position=1).question)
    asked.update(source="https://docs.example.org/limits", **values)


def test_a_source_is_a_link_below_the_model_answer(client: Client, interview: Interview) -> None:
    assert 'aria-label="Sources"' not in debrief(client, interview)
    cite(interview, checked_on=date(2026, 3, 1))
    page = debrief(client, interview)
    link = '<a href="https://docs.example.org/limits" rel="noopener noreferrer">The first request is slow</a>'
    assert f"{link} docs.example.org, checked on 1 March 2026" in page
    assert page.count('aria-label="Sources"') == 1


def test_a_source_is_not_said_to_be_checked_if_it_was_not(client: Client, interview: Interview) -> None:
    cite(interview)
    assert "checked on" not in debrief(client, interview)


def test_others_see_it_as_well(client: Client, candidate: User, interview: Interview) -> None:
    cite(interview)
    token = shares.share(candidate, interview.pk, lifetime=timedelta(days=7), shows_name=False)
    client.logout()
    assert "docs.example.org" in client.get(reverse("shared_debrief", args=[token])).text


def test_sources_take_one_query_for_any_number(
    client: Client, candidate: User, interview: Interview, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(100) as few:
        debrief(client, interview)
    number = len(few)
    longer = make_finished(candidate, *[HALF_ANSWER] * 4)
    Criterion.objects.update(source="https://docs.example.org/")
    debrief(client, longer)
    with django_assert_max_num_queries(number):
        debrief(client, longer)
