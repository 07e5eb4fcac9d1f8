"""Whatever is sent in, the answer is never a failure of ours."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.forms.text import clean_text
from quiz.models import Attempt
from tests.factories import make_interview, make_user, waiting_attempt

STRANGE = ["\x00", "\ud800", "\u202e", "a" * 90_000, "%", "'; --", "{{ 7 }}", "\r\n" * 50, "𝔘🙂\u200d"]


@given(st.text(st.characters()))
def test_cleaned_text_can_be_stored(text: str) -> None:
    cleaned = clean_text(text)
    assert "\x00" not in cleaned
    assert cleaned.encode().decode() == cleaned


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


@pytest.fixture
def attempt(client: Client) -> Attempt:
    candidate = make_user()
    client.force_login(candidate)
    return waiting_attempt(make_interview(candidate))


@pytest.mark.django_db
@pytest.mark.parametrize("strange", STRANGE)
@pytest.mark.parametrize("name", ["attempt_submit", "attempt_skip", "attempt_draft"])
def test_strange_answers_are_taken_or_refused(
    client: Client, attempt: Attempt, name: str, strange: str
) -> None:
    data = {"turn": "answer", "text": strange.encode("utf-8", "replace").decode()}
    assert client.post(reverse(name, args=[attempt.pk]), data).status_code < 500


@pytest.mark.django_db
@pytest.mark.parametrize("strange", STRANGE)
@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"])
def test_strange_accounts_are_refused(client: Client, path: str, strange: str) -> None:
    value = strange.encode("utf-8", "replace").decode()
    fields = dict.fromkeys(("login", "email", "password", "password1", "name"), value)
    assert client.post(path, fields).status_code < 500


@pytest.mark.django_db
@pytest.mark.parametrize("strange", STRANGE)
@pytest.mark.parametrize("name", ["home", "interview_list", "interview_create", "scoring"])
def test_strange_queries_are_passed_over(client: Client, attempt: Attempt, name: str, strange: str) -> None:
    value = strange[:2000].encode("utf-8", "replace").decode()
    query = dict.fromkeys(("page", "q", "next", "topic"), value)
    headers = {"HX-Request": "true", "HX-Current-URL": "//elsewhere.example/%00"}
    assert client.get(reverse(name), query, headers=headers).status_code < 500


@pytest.mark.django_db
def test_the_page_to_come_back_to_is_never_another_site(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "https://elsewhere.example/interviews/"}
    response = client.get(reverse("interview_list"), headers=headers)
    assert "elsewhere" not in response["HX-Redirect"]


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_answer_is_shown_as_it_was_written(client: Client, text: str) -> None:
    candidate = make_user()
    client.force_login(candidate)
    attempt = waiting_attempt(make_interview(candidate, questions=1, follow_ups=0))
    response = client.post(
        reverse("attempt_submit", args=[attempt.pk]), {"turn": "answer", "text": text}, follow=True
    )
    assert response.status_code == 200
    attempt.refresh_from_db()
    assert attempt.response == clean_text(text).strip()
