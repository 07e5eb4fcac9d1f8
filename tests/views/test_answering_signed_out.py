"""Answering when the session has ended in the middle."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from quiz.models import RESPONSE_LIMIT, Attempt, User
from quiz.services import interviews
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    PASSWORD,
    make_user,
)
from tests.views.answering import HTMX, post

pytestmark = pytest.mark.django_db


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
