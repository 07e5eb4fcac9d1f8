"""Drafts: kept, shown again, not overwritten."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from quiz.models import RESPONSE_LIMIT, Attempt
from tests.factories import (
    GOOD_ANSWER,
)
from tests.views.answering import post

pytestmark = pytest.mark.django_db


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


def test_a_draft_that_another_tab_has_kept_comes_back_with_the_conflict(
    client: Client, attempt: Attempt
) -> None:
    first = post(client, "attempt_draft", attempt, "A cold start")
    second = post(client, "attempt_draft", attempt, "A warm start")
    assert second.status_code == 409
    assert second.json() == {
        "draft": "A cold start",
        "saved_at": first.json()["saved_at"],
        "dictated": 0,
    }
    fields = {"turn": "answer", "text": "A warm start", "base": second.json()["saved_at"]}
    assert client.post(reverse("attempt_draft", args=[attempt.pk]), fields).status_code == 200


@pytest.mark.parametrize("base", ["yesterday", "\x00", "9" * 99, "2026-11-28T10:00:00"])
def test_a_draft_on_no_draft_that_there_was_is_refused_in_words(
    client: Client, attempt: Attempt, base: str
) -> None:
    post(client, "attempt_draft", attempt, "A cold start")
    fields = {"turn": "answer", "text": "A warm start", "base": base}
    assert client.post(reverse("attempt_draft", args=[attempt.pk]), fields).status_code in (400, 409)


def test_leaving_with_a_draft_that_another_tab_has_changed_shows_both(
    client: Client, attempt: Attempt
) -> None:
    post(client, "attempt_draft", attempt, "A cold start")
    page = post(client, "attempt_leave", attempt, "A warm start").text
    assert "“A cold start”" in page
    assert "A warm start</textarea>" in page
