"""The clock and the pause, as a browser asks for them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quiz.models import Interview, User
from quiz.services import interviews
from tests.factories import GOOD_ANSWER, make_finished, make_interview, make_user, waiting_attempt

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
HTMX = {"HX-Request": "true"}


@pytest.fixture
def candidate() -> User:
    return make_user()


@pytest.fixture
def mine(client: Client, candidate: User) -> Client:
    client.force_login(candidate)
    return client


def overdue(candidate: User) -> Interview:
    """An interview whose time was over a minute ago, with a draft."""
    interview = make_interview(candidate, time_limit=10 * MINUTE)
    attempt = waiting_attempt(interview)
    interviews.save_draft(candidate, attempt.pk, turn="answer", text=GOOD_ANSWER, base=None)
    Interview.objects.update(started_at=timezone.now() - 11 * MINUTE)
    return interview


def test_the_room_shows_the_time_left(mine: Client, candidate: User) -> None:
    page = mine.get(make_interview(candidate, time_limit=10 * MINUTE).get_absolute_url()).text
    assert "9:59</time> left" in page
    assert "Pause" not in page


def test_home_says_the_time_left(mine: Client, candidate: User) -> None:
    make_interview(candidate, question_time_limit=2 * MINUTE)
    assert re.search(r"question 1 of 2, 1 min 5\d s left\.", mine.get(reverse("home")).text)


def test_a_room_without_limit_has_no_clock_and_a_pause(mine: Client, candidate: User) -> None:
    page = mine.get(make_interview(candidate).get_absolute_url()).text
    assert "countdown-timer role" not in page
    assert ">Pause</button>" in page


def test_the_clock_tells_the_seconds_left(mine: Client, candidate: User) -> None:
    interview = make_interview(candidate, question_time_limit=2 * MINUTE)
    left = mine.get(reverse("interview_clock", args=[interview.pk])).json()["left"]
    assert 118 < left <= 120


def test_the_clock_of_an_interview_without_limit_tells_nothing(mine: Client, candidate: User) -> None:
    clock = reverse("interview_clock", args=[make_interview(candidate).pk])
    assert mine.get(clock).json() == {"left": None}


@pytest.mark.parametrize("name", ["interview_detail", "interview_finish", "interview_debrief"])
def test_a_look_after_the_limit_leads_to_the_debrief(mine: Client, candidate: User, name: str) -> None:
    interview = overdue(candidate)
    response = mine.get(reverse(name, args=[interview.pk]), follow=True)
    assert "What had been written by then counts." in response.text
    interview.refresh_from_db()
    assert interview.score == 100


def test_the_room_after_the_limit_leads_htmx_to_the_debrief(mine: Client, candidate: User) -> None:
    interview = overdue(candidate)
    response = mine.get(interview.get_absolute_url(), headers=HTMX)
    assert response["HX-Redirect"] == reverse("interview_debrief", args=[interview.pk])


def test_home_and_a_new_plan_come_after_what_is_overdue(mine: Client, candidate: User) -> None:
    overdue(candidate)
    assert "You left this question open" not in mine.get(reverse("home")).text
    overdue(candidate)
    assert "Start an interview" in mine.get(reverse("interview_create")).text
    assert not Interview.objects.unfinished().exists()


def test_a_late_answer_is_given_back_with_why(mine: Client, candidate: User) -> None:
    interview = overdue(candidate)
    attempt = waiting_attempt(interview)
    fields = {"turn": "answer", "text": "My late words."}
    response = mine.post(reverse("attempt_submit", args=[attempt.pk]), fields, follow=True)
    assert "The time was up. What you sent now was not taken:" in response.text
    assert "“My late words.”" in response.text


def test_a_late_draft_says_that_the_time_was_up(mine: Client, candidate: User) -> None:
    attempt = waiting_attempt(overdue(candidate))
    fields = {"turn": "answer", "text": "Late", "base": ""}
    response = mine.post(reverse("attempt_draft", args=[attempt.pk]), fields)
    assert (response.status_code, response.json()) == (409, {"detail": "The time was up."})


def test_a_paused_room_waits_until_one_goes_on(mine: Client, candidate: User) -> None:
    interview = make_interview(candidate)
    fields = {"turn": "answer", "text": "Half a thought", "base": ""}
    attempt = waiting_attempt(interview)
    page = mine.post(reverse("attempt_pause", args=[attempt.pk]), fields, follow=True).text
    assert "waits until you go on" in page
    assert "Send answer" not in page
    page = mine.post(reverse("interview_resume", args=[interview.pk]), follow=True).text
    assert "Half a thought</textarea>" in page


@pytest.mark.parametrize("name", ["interview_resume", "interview_clock"])
def test_a_stranger_is_told_nothing(mine: Client, name: str) -> None:
    url = reverse(name, args=[make_interview(make_user()).pk])
    assert (mine.get if name == "interview_clock" else mine.post)(url).status_code == 404


def test_days_are_those_of_the_person(mine: Client, candidate: User) -> None:
    finished = make_finished(candidate, GOOD_ANSWER)
    Interview.objects.filter(pk=finished.pk).update(finished_at=datetime(2026, 11, 28, 3, tzinfo=UTC))
    assert "28 November 2026" in mine.get(finished.get_absolute_url()).text
    User.objects.update(time_zone="America/Los_Angeles")
    assert "27 November 2026" in mine.get(finished.get_absolute_url()).text


@pytest.mark.parametrize("feedback", ["each", "end"])
def test_scores_are_shown_after_each_answer_or_at_the_end(
    mine: Client, candidate: User, feedback: str
) -> None:
    interview = make_interview(candidate, feedback=feedback)
    attempt = waiting_attempt(interview)
    interviews.submit_response(candidate, attempt.pk, turn="answer", text=GOOD_ANSWER)
    page = mine.get(interview.get_absolute_url()).text
    assert GOOD_ANSWER in page
    assert ("Complete" in page) == (feedback == "each")
