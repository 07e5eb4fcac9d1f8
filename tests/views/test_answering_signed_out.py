"""Answering when the session has ended in the middle."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from quiz.models import RESPONSE_LIMIT, Attempt, ReviewCard, User
from quiz.services import disputes, interviews
from tests.factories import GOOD_ANSWER, HALF_ANSWER, PASSWORD, make_finished, make_question, make_user
from tests.practice import practice
from tests.reviewing import SLOW, answer, card_of, hold, make_all_due
from tests.views.answering import HTMX, post

pytestmark = pytest.mark.django_db


def sign_in(client: Client, candidate: User, to: str) -> Any:
    return client.post(to, {"login": candidate.email, "password": PASSWORD}, follow=True)


def send_signed_out(client: Client, attempt: Attempt, text: str) -> str:
    """Where the reply to it leads."""
    client.session.flush()
    to: str = post(client, "attempt_submit", attempt, text)["Location"]
    return to


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
    candidate, to = attempt.interview.candidate, send_signed_out(client, attempt, "My late words.")
    interviews.submit_response(candidate, attempt.pk, turn="answer", text=GOOD_ANSWER)
    assert "“My late words.”" in sign_in(client, candidate, to).text


def test_a_draft_that_was_kept_elsewhere_before_the_sign_in_is_shown_beside_what_was_sent(
    client: Client, attempt: Attempt
) -> None:
    candidate, to = attempt.interview.candidate, send_signed_out(client, attempt, "My late words.")
    interviews.save_draft(candidate, attempt.pk, turn="answer", text="Words of another device.", base=None)
    page = sign_in(client, candidate, to).text
    assert "“Words of another device.”" in page
    assert "My late words.</textarea>" in page
    attempt.refresh_from_db()
    assert attempt.draft == "Words of another device."


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


def test_what_several_tabs_have_sent_is_kept_for_each(client: Client, attempt: Attempt) -> None:
    other = practice(attempt.interview.candidate, make_question(), HALF_ANSWER)
    client.session.flush()
    client.post(reverse("dispute_create", args=[other.pk, "slow"]), SAID)
    response = post(client, "attempt_submit", attempt, HALF_ANSWER)
    page = sign_in(client, attempt.interview.candidate, response["Location"])
    assert f"{HALF_ANSWER}</textarea>" in page.text
    page = client.get(reverse("dispute_create", args=[other.pk, "slow"]), follow=True)
    assert SAID["quote"] in page.text


def test_draft_after_the_session_has_expired_says_where_to_sign_in(client: Client, attempt: Attempt) -> None:
    client.session.flush()
    response = post(client, "attempt_draft", attempt, HALF_ANSWER)
    assert response.status_code == 401
    assert (
        response.json()["login"]
        == f"{reverse('account_login')}?next={reverse('attempt_detail', args=[attempt.pk])}"
    )


def test_seconds_of_dictation_are_kept_with_it(client: Client, attempt: Attempt) -> None:
    candidate = attempt.interview.candidate
    client.session.flush()
    fields = {"turn": "answer", "text": HALF_ANSWER, "dictated": "40"}
    response = client.post(reverse("attempt_submit", args=[attempt.pk]), fields)
    sign_in(client, candidate, response["Location"])
    attempt.refresh_from_db()
    assert (attempt.draft, attempt.draft_dictated.total_seconds()) == (HALF_ANSWER, 40)


@pytest.fixture
def card(client: Client) -> ReviewCard:
    """One that is due to a candidate whose session has ended."""
    candidate = make_user()
    hold(candidate, HALF_ANSWER)
    make_all_due(candidate)
    return card_of(candidate, SLOW)


def send_review(client: Client, card: ReviewCard, text: str, **headers: str) -> Any:
    fields = {"base": card.last_review.isoformat(), "text": text}
    return client.post(reverse("review_answer", args=[card.pk]), fields, headers=headers)


@pytest.mark.parametrize(("headers", "to"), [({}, "Location"), (HTMX, "HX-Redirect")])
def test_an_answer_in_the_review_is_in_its_box_after_the_sign_in(
    client: Client, card: ReviewCard, headers: dict[str, str], to: str
) -> None:
    response = send_review(client, card, "It is <b>slow</b>.", **headers)
    page = sign_in(client, card.candidate, response[to])
    assert "It is &lt;b&gt;slow&lt;/b&gt;.</textarea>" in page.text
    assert "What does the caller notice?" in page.text
    assert client.get(response.wsgi_request.path)["Location"] == reverse("review_next")


def test_an_answer_that_the_review_has_no_place_for_any_more_is_given_back(
    client: Client, card: ReviewCard
) -> None:
    response = send_review(client, card, "It is slow.")
    answer(card.candidate, card, GOOD_ANSWER)
    page = sign_in(client, card.candidate, response["Location"])
    assert "This isn’t asked for any more." in page.text
    assert "“It is slow.”" in page.text


@pytest.mark.parametrize("path", ["", "review_next"])
def test_what_somebody_else_typed_in_the_review_is_shown_to_nobody(
    client: Client, card: ReviewCard, path: str
) -> None:
    response = send_review(client, card, "My private words.")
    other = make_user()
    assert sign_in(client, other, response["Location"]).status_code == 404
    page = client.get(reverse(path) if path else response.wsgi_request.path, follow=True)
    assert "My private words." not in page.text


@pytest.fixture
def disputable(client: Client) -> Attempt:
    """One that is finished, of a candidate whose session has ended."""
    return make_finished(make_user(), HALF_ANSWER).attempts.get()


SAID = {"quote": "a new environment", "why": "Making one <i>takes</i> time."}


def send_dispute(client: Client, attempt: Attempt, **headers: str) -> Any:
    return client.post(reverse("dispute_create", args=[attempt.pk, "slow"]), SAID, headers=headers)


@pytest.mark.parametrize(("headers", "to"), [({}, "Location"), (HTMX, "HX-Redirect")])
def test_a_dispute_is_in_its_form_after_the_sign_in(
    client: Client, disputable: Attempt, headers: dict[str, str], to: str
) -> None:
    response = send_dispute(client, disputable, **headers)
    page = sign_in(client, disputable.interview.candidate, response[to])
    assert page.text.count("<details open>") == 1
    assert "a new environment</textarea>" in page.text
    assert "Making one &lt;i&gt;takes&lt;/i&gt; time.</textarea>" in page.text
    assert page.text.count("autofocus") == 1
    again = client.get(response.wsgi_request.path)
    assert again["Location"].startswith(disputable.interview.get_absolute_url())


def test_a_dispute_that_was_made_elsewhere_before_the_sign_in_gives_the_words_back(
    client: Client, disputable: Attempt
) -> None:
    candidate = disputable.interview.candidate
    response = send_dispute(client, disputable)
    disputes.dispute(candidate, disputable.pk, criterion="slow", quote="new environment", why="Otherwise.")
    page = sign_in(client, candidate, response["Location"])
    assert "You have said so already." in page.text
    assert "“Making one &lt;i&gt;takes&lt;/i&gt; time.”" in page.text


def test_what_somebody_else_disputed_is_shown_to_nobody(client: Client, disputable: Attempt) -> None:
    response = send_dispute(client, disputable)
    page = sign_in(client, make_user(), response["Location"])
    assert page.status_code == 404
    assert "takes" not in page.text


@pytest.mark.parametrize("send", [send_review, send_dispute])
def test_what_is_kept_for_nobody_is_limited_everywhere(
    client: Client, card: ReviewCard, disputable: Attempt, send: Any
) -> None:
    cache.clear()
    place = (card, "It is slow.") if send is send_review else (disputable,)
    statuses = {send(client, *place).status_code for _ in range(25)}
    cache.clear()
    assert statuses == {302, 429}


def test_an_out_of_date_dispute_shows_what_was_written(disputable: Attempt) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(disputable.interview.candidate)
    page = send_dispute(client, disputable)
    assert page.status_code == 403
    assert "a new environment" in page.text
    assert "Making one &lt;i&gt;takes&lt;/i&gt; time." in page.text


def test_an_out_of_date_form_shows_all_that_has_words_but_passwords() -> None:
    client = Client(enforce_csrf_checks=True)
    sent = {"reason": "The graders agreed.", "turn": "answer", "password": "two words", "oldpassword": "a b"}
    page = client.post(reverse("account_login"), sent)
    assert page.status_code == 403
    assert "The graders agreed." in page.text
    for word in ("two words", "a b<", ">answer<"):
        assert word not in page.text


@pytest.mark.parametrize("name", ["attempt_submit", "review_answer"])
def test_nobody_who_only_looks_is_asked_to_sign_in(client: Client, name: str) -> None:
    path = reverse(name, args=[1])
    assert client.get(path)["Location"] == f"{reverse('account_login')}?next={path}"
