"""Taking one's data along, and deleting the account."""

from __future__ import annotations

import json

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from quiz.models import Dispute, Interview, User
from quiz.services.disputes import dispute
from quiz.services.interviews import submit_response
from tests.factories import HALF_ANSWER, PASSWORD, make_finished, make_interview, make_user, waiting_attempt

pytestmark = pytest.mark.django_db


@pytest.fixture
def candidate() -> User:
    return make_user(name="Juniper Berry")


@pytest.fixture
def mine(client: Client, candidate: User) -> Client:
    cache.clear()
    client.force_login(candidate)
    return client


def test_all_that_is_kept_can_be_taken_along(mine: Client, candidate: User) -> None:
    finished = make_finished(candidate, HALF_ANSWER)
    attempt = finished.attempts.get()
    dispute(candidate, attempt.pk, criterion="slow", quote="new environment", why="It is slow.")
    make_finished(make_user(), "Somebody else's words.")
    response = mine.get(reverse("account_export"))
    data = json.loads(response.content)
    assert response["Content-Disposition"] == 'attachment; filename="interview-prep.json"'
    assert data["account"]["name"] == "Juniper Berry"
    assert [each["title"] for each in data["interviews"]] == [finished.title]
    (said,) = data["interviews"][0]["attempts"]
    assert (said["response"], said["score"]) == (HALF_ANSWER, attempt.score)
    assert [each["why"] for each in data["disputes"]] == ["It is slow."]
    assert "Somebody else" not in response.text


def test_scores_of_an_interview_that_goes_on_are_not_told(mine: Client, candidate: User) -> None:
    interview = make_interview(candidate, feedback="end")
    submit_response(candidate, waiting_attempt(interview).pk, turn="answer", text=HALF_ANSWER)
    (said, *_) = json.loads(mine.get(reverse("account_export")).content)["interviews"][0]["attempts"]
    assert said["response"] == HALF_ANSWER
    assert "result" not in said


def test_an_account_is_deleted_with_all_that_it_holds(mine: Client, candidate: User) -> None:
    attempt = make_finished(candidate, HALF_ANSWER).attempts.get()
    dispute(candidate, attempt.pk, criterion="slow", quote="new environment", why="It is slow.")
    other = make_finished(make_user(), HALF_ANSWER)
    response = mine.post(reverse("account_data"), {"password": PASSWORD}, follow=True)
    assert "are deleted" in response.text
    assert not User.objects.filter(pk=candidate.pk).exists()
    assert list(Interview.objects.all()) == [other]
    assert not Dispute.objects.exists()
    assert mine.get(reverse("home")).status_code == 302


@pytest.mark.parametrize("password", ["", "wrong", "\x00"])
def test_without_the_password_nothing_is_deleted(mine: Client, candidate: User, password: str) -> None:
    response = mine.post(reverse("account_data"), {"password": password})
    assert 'aria-invalid="true"' in response.text
    assert User.objects.filter(pk=candidate.pk).exists()


def test_passwords_are_not_guessed_there(mine: Client) -> None:
    codes = {mine.post(reverse("account_data"), {"password": "wrong"}).status_code for _ in range(20)}
    assert codes == {200, 429}
