"""Drafts: kept, shown again, not overwritten."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from quiz.models import RESPONSE_LIMIT, Attempt
from quiz.services import interviews
from tests.factories import GOOD_ANSWER, HALF_ANSWER, REST_OF_ANSWER
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


def test_finishing_without_javascript_keeps_the_draft_and_speaks_of_it(
    client: Client, attempt: Attempt
) -> None:
    response = post(client, "attempt_finish", attempt, "A cold", follow=True)
    assert response.redirect_chain == [(reverse("interview_finish", args=[attempt.interview_id]), 302)]
    assert "isn’t sent and won’t count" in response.text
    attempt.refresh_from_db()
    assert attempt.draft == "A cold"


def test_without_javascript_the_ways_out_send_the_draft_along(client: Client, attempt: Attempt) -> None:
    page = client.get(attempt.interview.get_absolute_url()).text
    for name in ("attempt_finish", "attempt_leave"):
        assert f'form="composer" formaction="{reverse(name, args=[attempt.pk])}"' in page
    paused = post(client, "attempt_pause", attempt, follow=True).text
    assert "formaction" not in paused
    assert reverse("interview_finish", args=[attempt.interview_id]) in paused


@pytest.mark.parametrize("name", ["attempt_draft", "attempt_leave", "attempt_pause"])
def test_seconds_of_dictation_stay_with_the_draft_and_count_once(
    client: Client, attempt: Attempt, name: str
) -> None:
    fields = {"turn": "answer", "text": GOOD_ANSWER, "dictated": "30"}
    client.post(reverse(name, args=[attempt.pk]), fields)
    interviews.resume_interview(attempt.interview.candidate, attempt.interview_id)
    page = client.get(attempt.interview.get_absolute_url()).text
    assert 'name="dictated" value="30"' in page
    client.post(reverse("attempt_submit", args=[attempt.pk]), fields | {"dictated": "45"})
    attempt.refresh_from_db()
    assert (attempt.dictated.total_seconds(), attempt.draft_dictated.total_seconds()) == (45, 0)


def test_seconds_of_the_answer_and_of_its_follow_up_add_up(client: Client, attempt: Attempt) -> None:
    for turn, text, seconds in (("answer", HALF_ANSWER, 30), ("follow-up", REST_OF_ANSWER, 12)):
        fields = {"turn": turn, "text": text, "dictated": str(seconds)}
        client.post(reverse("attempt_draft", args=[attempt.pk]), fields)
        client.post(reverse("attempt_submit", args=[attempt.pk]), fields)
    attempt.refresh_from_db()
    assert attempt.dictated.total_seconds() == 42
