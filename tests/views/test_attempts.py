"""Answering: with htmx, without JavaScript, with wrong input."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from quiz.models import RESPONSE_LIMIT, Attempt, Interview
from quiz.services import interviews
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    make_interview,
    make_user,
    waiting_attempt,
)
from tests.views.answering import HTMX, attempt_text, post

pytestmark = pytest.mark.django_db

PAGES = ["attempt_submit", "attempt_skip", "attempt_leave", "attempt_finish", "attempt_pause"]
ALL = [*PAGES, "attempt_draft"]


def test_submit_without_javascript_leads_back_to_the_room(client: Client, attempt: Attempt) -> None:
    response = post(client, "attempt_submit", attempt, GOOD_ANSWER)
    assert response["Location"] == reverse("interview_detail", args=[attempt.interview_id])
    attempt.refresh_from_db()
    assert attempt.score == 100


def test_submit_with_htmx_shows_the_next_question_and_no_whole_page(client: Client, attempt: Attempt) -> None:
    response = post(client, "attempt_submit", attempt, GOOD_ANSWER, headers=HTMX)
    assert waiting_attempt(attempt.interview).rubric.question in response.text
    assert "<html" not in response.text


def test_submit_with_htmx_shows_what_is_new_in_place_of_the_turn(client: Client) -> None:
    candidate = make_user()
    client.force_login(candidate)
    interview = make_interview(candidate, questions=3)
    first, second, third = interview.attempts.order_by("position")
    post(client, "attempt_submit", first, GOOD_ANSWER, headers=HTMX)
    response = post(client, "attempt_submit", second, GOOD_ANSWER, headers=HTMX)
    assert response["HX-Retarget"] == "#room > :last-child"
    assert first.rubric.question not in response.text
    assert response.text.index(second.rubric.question) < response.text.index(third.rubric.question)
    assert 'id="notices" role="status" hx-swap-oob="true"' in response.text


def test_the_last_answer_with_htmx_leads_the_browser_to_the_debrief(client: Client) -> None:
    candidate = make_user()
    client.force_login(candidate)
    interview = make_interview(candidate, questions=1)
    response = post(client, "attempt_submit", waiting_attempt(interview), GOOD_ANSWER, headers=HTMX)
    assert response["HX-Redirect"] == reverse("interview_debrief", args=[interview.pk])


def test_double_click_answers_one_question_once(client: Client, attempt: Attempt) -> None:
    post(client, "attempt_submit", attempt, HALF_ANSWER, headers=HTMX)
    response = post(client, "attempt_submit", attempt, HALF_ANSWER, headers=HTMX)
    attempt.refresh_from_db()
    assert (attempt.status, attempt.follow_ups) == ("probed", [])
    assert attempt.probes[0] in response.text


def test_another_answer_from_a_stale_tab_is_given_back(client: Client, attempt: Attempt) -> None:
    post(client, "attempt_submit", attempt, HALF_ANSWER)
    response = post(client, "attempt_submit", attempt, "My <b>better</b> words.", headers=HTMX)
    assert "“My &lt;b&gt;better&lt;/b&gt; words.”" in response.text
    assert attempt_text(attempt) == HALF_ANSWER


def test_another_answer_without_javascript_is_given_back(client: Client, attempt: Attempt) -> None:
    post(client, "attempt_submit", attempt, HALF_ANSWER)
    response = post(client, "attempt_submit", attempt, "My better words.", follow=True)
    assert "“My better words.”" in response.text


def test_the_same_answer_twice_is_passed_over_in_silence(client: Client, attempt: Attempt) -> None:
    post(client, "attempt_submit", attempt, HALF_ANSWER)
    response = post(client, "attempt_submit", attempt, HALF_ANSWER, follow=True)
    assert "answered already" not in response.text


def test_a_refused_answer_from_a_stale_tab_leaves_the_next_draft_alone(
    client: Client, attempt: Attempt
) -> None:
    post(client, "attempt_submit", attempt, GOOD_ANSWER)
    waiting = waiting_attempt(attempt.interview)
    post(client, "attempt_draft", waiting, "A precious draft")
    response = post(client, "attempt_submit", attempt, "a" * (RESPONSE_LIMIT + 1), headers=HTMX)
    assert "A precious draft</textarea>" in response.text
    assert "data-unsaved" not in response.text
    assert "answered already" in response.text


def test_an_answer_after_the_end_leads_to_the_debrief_and_is_given_back(
    client: Client, interview: Interview, attempt: Attempt
) -> None:
    interviews.finish_interview(interview.candidate, interview.pk)
    response = post(client, "attempt_submit", attempt, "My late words.", follow=True)
    assert response.redirect_chain[-1][0] == reverse("interview_debrief", args=[interview.pk])
    assert "“My late words.”" in response.text


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_submit_takes_as_many_queries_however_long_the_history(
    client: Client, headers: dict[str, str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    candidate = make_user()
    client.force_login(candidate)
    for _ in range(3):
        earlier = make_interview(candidate, questions=1)
        interviews.finish_interview(candidate, earlier.pk)
    interview = make_interview(candidate, questions=4)
    assert all(attempt.rubric for attempt in interview.attempts.all())
    for _ in range(2):
        attempt = waiting_attempt(interview)
        with django_assert_num_queries(SUBMIT_QUERIES):
            post(client, "attempt_submit", attempt, GOOD_ANSWER, headers=headers)


SUBMIT_QUERIES = 7
"""Session, user, savepoint, attempts with their interview, two updates, savepoint released. Without a test
around it, the savepoint is the transaction's BEGIN and COMMIT."""


@pytest.mark.parametrize("text", ["", "   \n ", "\x00\x00"])
def test_an_empty_answer_is_asked_for_again(client: Client, attempt: Attempt, text: str) -> None:
    response = post(client, "attempt_submit", attempt, text)
    assert "Write an answer, or skip the question." in response.text
    attempt.refresh_from_db()
    assert attempt.status == "asked"


def test_too_long_an_answer_is_given_back_whole(client: Client, attempt: Attempt) -> None:
    text = "a" * (RESPONSE_LIMIT + 1)
    response = post(client, "attempt_submit", attempt, text, headers=HTMX)
    assert response.status_code == 200
    assert "10,001 characters are too many" in response.text
    assert text in response.text


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("nul\x00 inside", "nul inside"),
        ("turned \u202egnorw", "turned gnorw"),
        ("lone \ud800 half", "lone \ufffd half"),
        ("two\r\nlines", "two\nlines"),
        ("𝔘nicode 🙂", "𝔘nicode 🙂"),
    ],
)
def test_strange_characters_are_cleaned(client: Client, attempt: Attempt, typed: str, stored: str) -> None:
    from urllib.parse import urlencode

    body = urlencode({"turn": "answer", "text": typed}, errors="surrogatepass")
    url = reverse("attempt_submit", args=[attempt.pk])
    client.post(url, body, content_type="application/x-www-form-urlencoded")
    attempt.refresh_from_db()
    assert attempt.response.replace("\ufffd" * 3, "\ufffd") == stored


@pytest.mark.parametrize("name", ALL)
def test_a_body_of_a_megabyte_is_refused(client: Client, attempt: Attempt, name: str) -> None:
    response = post(client, name, attempt, "a" * 1_000_000)
    assert response.status_code in (400, 413)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("turn", ["", "something", "\x00"])
def test_an_unknown_turn_changes_nothing(client: Client, attempt: Attempt, name: str, turn: str) -> None:
    response = post(client, name, attempt, GOOD_ANSWER, turn=turn)
    assert response.status_code in (200, 302, 400)
    attempt.refresh_from_db()
    assert (attempt.status, attempt.draft) == ("asked", "")


@pytest.mark.parametrize("name", ALL)
def test_a_stranger_gets_404(client: Client, name: str) -> None:
    client.force_login(make_user())
    attempt = waiting_attempt(make_interview(make_user()))
    assert post(client, name, attempt, GOOD_ANSWER).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_reading_is_not_answering(client: Client, attempt: Attempt, name: str) -> None:
    response = client.get(reverse(name, args=[attempt.pk]), follow=True)
    assert response.redirect_chain[-1][0] == attempt.interview.get_absolute_url()
    attempt.refresh_from_db()
    assert attempt.status == "asked"


def test_skip_goes_on_to_the_next_question(client: Client, attempt: Attempt) -> None:
    response = post(client, "attempt_skip", attempt, headers=HTMX)
    assert waiting_attempt(attempt.interview).position == 2
    assert "Not answered" in response.text


@pytest.mark.parametrize(("seconds", "status"), [("90", 302), ("", 302), ("-1", 200), ("many", 200)])
def test_how_long_was_dictated_is_kept(client: Client, attempt: Attempt, seconds: str, status: int) -> None:
    fields = {"turn": "answer", "text": GOOD_ANSWER, "dictated": seconds}
    assert client.post(reverse("attempt_submit", args=[attempt.pk]), fields).status_code == status
    attempt.refresh_from_db()
    assert attempt.dictated.total_seconds() == (90 if seconds == "90" else 0)
