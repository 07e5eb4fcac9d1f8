"""Answering: with htmx, without JavaScript, with wrong input, signed out in the middle."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from quiz.models import RESPONSE_LIMIT, Attempt, Interview, User
from quiz.services import interviews
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    PASSWORD,
    make_interview,
    make_user,
    waiting_attempt,
)

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def interview(client: Client) -> Interview:
    candidate = make_user()
    client.force_login(candidate)
    return make_interview(candidate, questions=3)


@pytest.fixture
def attempt(interview: Interview) -> Attempt:
    return waiting_attempt(interview)


def post(
    client: Client, name: str, attempt: Attempt, text: str = "", turn: str = "answer", **options: Any
) -> Any:
    return client.post(reverse(name, args=[attempt.pk]), {"turn": turn, "text": text}, **options)


def test_submit_without_javascript_leads_back_to_the_room(client: Client, attempt: Attempt) -> None:
    response = post(client, "attempt_submit", attempt, GOOD_ANSWER)
    assert response["Location"] == reverse("interview_detail", args=[attempt.interview_id])
    attempt.refresh_from_db()
    assert attempt.score == 100


def test_submit_with_htmx_shows_the_next_question_and_no_whole_page(client: Client, attempt: Attempt) -> None:
    response = post(client, "attempt_submit", attempt, GOOD_ANSWER, headers=HTMX)
    assert waiting_attempt(attempt.interview).rubric.question in response.text
    assert "<html" not in response.text


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
    assert (attempt.status, attempt.follow_up_response) == ("probed", "")
    assert attempt.probe in response.text


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


def attempt_text(attempt: Attempt) -> str:
    attempt.refresh_from_db()
    return attempt.response


def test_submit_takes_as_many_queries_however_long_the_history(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    candidate = make_user()
    client.force_login(candidate)
    for _ in range(3):
        earlier = make_interview(candidate, questions=1)
        interviews.finish_interview(candidate, earlier.pk)
    interview = make_interview(candidate, questions=4)
    client.get(interview.get_absolute_url())
    for _ in range(2):
        attempt = waiting_attempt(interview)
        assert attempt.rubric
        with django_assert_num_queries(SUBMIT_QUERIES):
            post(client, "attempt_submit", attempt, GOOD_ANSWER)


SUBMIT_QUERIES = 8
"""Session, user, savepoint, lock, attempts, two updates, savepoint released. Without a test around it, the
savepoint is the transaction's BEGIN and COMMIT."""


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


@pytest.mark.parametrize("name", ["attempt_submit", "attempt_draft", "attempt_skip", "attempt_leave"])
def test_a_body_of_a_megabyte_is_refused(client: Client, attempt: Attempt, name: str) -> None:
    response = post(client, name, attempt, "a" * 1_000_000)
    assert response.status_code in (400, 413)


@pytest.mark.parametrize("name", ["attempt_submit", "attempt_draft", "attempt_skip", "attempt_leave"])
@pytest.mark.parametrize("turn", ["", "something", "\x00"])
def test_an_unknown_turn_changes_nothing(client: Client, attempt: Attempt, name: str, turn: str) -> None:
    response = post(client, name, attempt, GOOD_ANSWER, turn=turn)
    assert response.status_code in (200, 302, 400)
    attempt.refresh_from_db()
    assert (attempt.status, attempt.draft) == ("asked", "")


@pytest.mark.parametrize("name", ["attempt_submit", "attempt_draft", "attempt_skip", "attempt_leave"])
def test_a_stranger_gets_404(client: Client, name: str) -> None:
    client.force_login(make_user())
    attempt = waiting_attempt(make_interview(make_user()))
    assert post(client, name, attempt, GOOD_ANSWER).status_code == 404


@pytest.mark.parametrize("name", ["attempt_submit", "attempt_skip", "attempt_leave"])
def test_reading_is_not_answering(client: Client, attempt: Attempt, name: str) -> None:
    response = client.get(reverse(name, args=[attempt.pk]), follow=True)
    assert response.redirect_chain[-1][0] == attempt.interview.get_absolute_url()
    attempt.refresh_from_db()
    assert attempt.status == "asked"


def test_skip_goes_on_to_the_next_question(client: Client, attempt: Attempt) -> None:
    response = post(client, "attempt_skip", attempt, headers=HTMX)
    assert waiting_attempt(attempt.interview).position == 2
    assert "Not answered" in response.text


def test_draft_is_kept(client: Client, attempt: Attempt) -> None:
    response = post(client, "attempt_draft", attempt, " A cold ")
    attempt.refresh_from_db()
    assert attempt.draft == " A cold "
    assert response.json() == {"saved_at": attempt.draft_saved_at and attempt.draft_saved_at.isoformat()}


def test_leaving_without_javascript_keeps_the_draft(client: Client, attempt: Attempt) -> None:
    response = post(client, "attempt_leave", attempt, "A cold", follow=True)
    assert response.redirect_chain == [(reverse("home"), 302)]
    assert "A cold" in response.text


def test_leaving_a_stale_page_gives_the_draft_back(client: Client, attempt: Attempt) -> None:
    post(client, "attempt_submit", attempt, GOOD_ANSWER)
    assert (
        "“My better words.”" in post(client, "attempt_leave", attempt, "My better words.", follow=True).text
    )


def test_leaving_with_too_much_gives_it_back(client: Client, attempt: Attempt) -> None:
    text = "a" * (RESPONSE_LIMIT + 1)
    assert text in post(client, "attempt_leave", attempt, text).text


def test_draft_of_an_answered_question_is_a_conflict(client: Client, attempt: Attempt) -> None:
    post(client, "attempt_submit", attempt, GOOD_ANSWER)
    response = post(client, "attempt_draft", attempt, "A cold")
    assert response.status_code == 409


def test_draft_that_is_too_long_is_refused_in_words(client: Client, attempt: Attempt) -> None:
    response = post(client, "attempt_draft", attempt, "a" * (RESPONSE_LIMIT + 1))
    assert response.status_code == 400
    assert "may have 10,000" in response.json()["detail"]


def sign_in(client: Client, candidate: User, to: str) -> Any:
    return client.post(to, {"login": candidate.email, "password": PASSWORD}, follow=True)


@pytest.mark.parametrize("name", ["attempt_submit", "attempt_skip"])
def test_what_is_sent_after_the_session_has_expired_is_there_after_the_sign_in(
    client: Client, attempt: Attempt, name: str
) -> None:
    candidate = attempt.interview.candidate
    client.session.flush()
    response = post(client, name, attempt, HALF_ANSWER)
    page = sign_in(client, candidate, response["Location"])
    assert page.redirect_chain[-1][0] == attempt.interview.get_absolute_url()
    assert f"{HALF_ANSWER}</textarea>" in page.text


def test_too_much_after_the_session_has_expired_is_kept_to_the_limit(
    client: Client, attempt: Attempt
) -> None:
    candidate = attempt.interview.candidate
    client.session.flush()
    response = post(client, "attempt_submit", attempt, "a" * (RESPONSE_LIMIT + 1))
    page = sign_in(client, candidate, response["Location"])
    assert "a" * RESPONSE_LIMIT + "</textarea>" in page.text


def test_the_sign_in_says_that_the_answer_is_kept(client: Client, attempt: Attempt) -> None:
    client.session.flush()
    response = post(client, "attempt_submit", attempt, HALF_ANSWER, follow=True)
    assert "what you wrote is kept" in response.text


def test_what_is_kept_for_nobody_is_limited(client: Client, attempt: Attempt) -> None:
    cache.clear()
    client.session.flush()
    statuses = {post(client, "attempt_submit", attempt, HALF_ANSWER).status_code for _ in range(25)}
    cache.clear()
    assert statuses == {302, 429}


def test_an_out_of_date_form_shows_what_was_written(attempt: Attempt) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(attempt.interview.candidate)
    response = post(client, "attempt_submit", attempt, "My <i>words</i>")
    assert response.status_code == 403
    assert "My &lt;i&gt;words&lt;/i&gt;" in response.text


def test_what_was_answered_elsewhere_before_the_sign_in_is_given_back(
    client: Client, attempt: Attempt
) -> None:
    candidate = attempt.interview.candidate
    client.session.flush()
    response = post(client, "attempt_submit", attempt, "My late words.")
    interviews.submit_response(candidate, attempt.pk, turn="answer", text=GOOD_ANSWER)
    assert "“My late words.”" in sign_in(client, candidate, response["Location"]).text


def test_htmx_is_sent_to_the_sign_in_and_back_to_the_question(client: Client, attempt: Attempt) -> None:
    candidate = attempt.interview.candidate
    client.session.flush()
    response = post(client, "attempt_submit", attempt, HALF_ANSWER, headers=HTMX)
    page = sign_in(client, candidate, response["HX-Redirect"])
    assert f"{HALF_ANSWER}</textarea>" in page.text


def test_what_somebody_else_typed_is_not_put_into_my_draft(client: Client, attempt: Attempt) -> None:
    client.session.flush()
    response = post(client, "attempt_submit", attempt, HALF_ANSWER)
    page = sign_in(client, make_user(), response["Location"])
    assert page.status_code == 404
    attempt.refresh_from_db()
    assert attempt.draft == ""


def test_draft_after_the_session_has_expired_says_where_to_sign_in(client: Client, attempt: Attempt) -> None:
    client.session.flush()
    response = post(client, "attempt_draft", attempt, HALF_ANSWER)
    assert response.status_code == 401
    assert (
        response.json()["login"]
        == f"{reverse('account_login')}?next={reverse('attempt_detail', args=[attempt.pk])}"
    )
