"""Skipping: one press for an empty box, a question first for one that isn't."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quiz.models import RESPONSE_LIMIT, Attempt
from tests.factories import GOOD_ANSWER, HALF_ANSWER
from tests.views.answering import HTMX, post

pytestmark = pytest.mark.django_db

ASKED = "What you have written isn’t sent. Send it, or skip without it."


def skip(client: Client, attempt: Attempt, text: str, **fields: str) -> Any:
    headers = {} if fields.pop("plain", "") else HTMX
    data = {"turn": "answer", "text": text, **fields}
    return client.post(reverse("attempt_skip", args=[attempt.pk]), data, headers=headers, follow=True)


def status(attempt: Attempt) -> str:
    attempt.refresh_from_db()
    return attempt.status


@pytest.mark.parametrize("plain", ["", "yes"])
def test_what_is_written_is_asked_about_before_it_is_skipped(
    client: Client, attempt: Attempt, plain: str
) -> None:
    page = skip(client, attempt, "My <b>half</b> thought", dictated="12", plain=plain).text
    assert ASKED in page
    assert "My &lt;b&gt;half&lt;/b&gt; thought</textarea>" in page
    assert 'name="dictated" value="12"' in page
    assert page.count("autofocus") == 1
    assert ("<html" in page) is bool(plain)
    assert status(attempt) == "asked"


def test_it_is_skipped_without_it_once_that_is_confirmed(client: Client, attempt: Attempt) -> None:
    assert ASKED not in skip(client, attempt, "My half thought", confirmed="1").text
    assert status(attempt) == "skipped"


@pytest.mark.parametrize("text", ["", " \n "])
def test_an_empty_box_is_skipped_at_once(client: Client, attempt: Attempt, text: str) -> None:
    skip(client, attempt, text)
    assert status(attempt) == "skipped"


def test_too_much_to_send_is_not_too_much_to_skip(client: Client, attempt: Attempt) -> None:
    text = "a" * (RESPONSE_LIMIT + 1)
    assert f"{text}</textarea>" in skip(client, attempt, text).text
    skip(client, attempt, text, confirmed="1")
    assert status(attempt) == "skipped"


def test_a_draft_of_another_tab_is_asked_about_as_well(client: Client, attempt: Attempt) -> None:
    post(client, "attempt_draft", attempt, "A cold start")
    page = skip(client, attempt, "").text
    assert ASKED in page
    assert "A cold start</textarea>" in page
    assert status(attempt) == "asked"


def test_a_draft_that_was_deleted_from_the_box_is_not(client: Client, attempt: Attempt) -> None:
    saved_at = post(client, "attempt_draft", attempt, "A cold start").json()["saved_at"]
    skip(client, attempt, "", base=saved_at)
    assert status(attempt) == "skipped"


def test_a_follow_up_with_something_written_is_asked_about(client: Client, attempt: Attempt) -> None:
    post(client, "attempt_submit", attempt, HALF_ANSWER)
    assert ASKED in skip(client, attempt, "It is slow.", turn="follow-up").text
    assert status(attempt) == "probed"


def test_what_was_skipped_with_words_in_a_stale_tab_is_given_back(client: Client, attempt: Attempt) -> None:
    post(client, "attempt_submit", attempt, GOOD_ANSWER)
    assert "“My better words.”" in skip(client, attempt, "My better words.").text


def test_the_words_are_there_when_another_tab_has_paused(client: Client, attempt: Attempt) -> None:
    post(client, "attempt_pause", attempt)
    assert "My half thought</textarea>" in skip(client, attempt, "My half thought").text


@pytest.mark.parametrize("confirmed", ["", "1"])
def test_neither_text_goes_where_another_tab_has_kept_another(
    client: Client, attempt: Attempt, confirmed: str
) -> None:
    post(client, "attempt_draft", attempt, "From the other tab")
    page = skip(client, attempt, "Mine", confirmed=confirmed).text
    assert "“From the other tab”" in page
    assert "Mine</textarea>" in page
    assert status(attempt) == "asked"


def test_once_both_were_shown_it_can_be_skipped(client: Client, attempt: Attempt) -> None:
    saved_at = post(client, "attempt_draft", attempt, "From the other tab").json()["saved_at"]
    skip(client, attempt, "Mine", confirmed="1", base=saved_at)
    assert status(attempt) == "skipped"
