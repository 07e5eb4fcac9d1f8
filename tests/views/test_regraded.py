"""What candidates are told when an answer was scored again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from quiz.models import Attempt
from quiz.services.question_bank import publish
from quiz.services.regrades import regrade_step, start_regrade
from quiz.services.shares import share
from tests.factories import GOOD_ANSWER, HALF_ANSWER, make_editor, make_question, make_user
from tests.practice import practice

pytestmark = pytest.mark.django_db

WHY = "A new environment is slow, so it says both."


@pytest.fixture
def attempt() -> Attempt:
    """A half answer that was scored again as a whole one."""
    return regraded(practice(make_user(), make_question(), HALF_ANSWER))


def regraded(attempt: Attempt) -> Attempt:
    attempt.question.criteria.filter(slug="slow").update(phrases=["first request slow", "new environment"])
    publish(attempt.question)
    begun = start_regrade(attempt.question, make_editor(), why=WHY)
    while regrade_step(begun.pk):
        pass
    return attempt


def page(client: Client, attempt: Attempt, name: str, *args: object) -> str:
    client.force_login(attempt.interview.candidate)
    return client.get(reverse(name, args=args)).text


def test_the_home_page_tells_of_it_and_leads_to_the_debrief(client: Client, attempt: Attempt) -> None:
    home = page(client, attempt, "home")
    assert "Scored again" in home
    assert f'href="/interviews/{attempt.interview_id}/debrief/#question-1"' in home
    assert WHY in home
    assert "<b>10.0</b> Complete, it was 6.0" in home


def test_nothing_is_told_of_a_score_that_stayed(client: Client) -> None:
    attempt = regraded(practice(make_user(), make_question(), GOOD_ANSWER))
    assert "Scored again" not in page(client, attempt, "home")


def test_nobody_else_is_told(client: Client, attempt: Attempt) -> None:
    client.force_login(make_user())
    assert "Scored again" not in client.get(reverse("home")).text


def test_the_debrief_shows_the_score_now_and_the_one_before(client: Client, attempt: Attempt) -> None:
    debrief = page(client, attempt, "interview_debrief", attempt.interview_id)
    assert '<span class="number">10.0</span> Complete' in debrief
    assert "it was 6.0 by version 1 of the rubric." in debrief
    assert WHY in debrief


def test_a_shared_debrief_says_nothing_of_the_score_before(client: Client, attempt: Attempt) -> None:
    owner = attempt.interview.candidate
    token = share(owner, attempt.interview_id, lifetime=timedelta(days=1), shows_name=False)
    debrief = client.get(reverse("shared_debrief", args=[token])).text
    assert "10.0" in debrief
    assert "it was 6.0" not in debrief
