"""“I did say that”: on the debrief, and on a page of its own."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from quiz.models import Attempt, Dispute, Interview, User
from quiz.services import disputes
from tests.factories import GOOD_ANSWER, HALF_ANSWER, make_editor, make_finished, make_interview, make_user

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/interviews/1/debrief/"}
SAID = {"quote": "a new environment", "why": "Making one takes its time."}


@pytest.fixture
def candidate() -> User:
    return make_user()


@pytest.fixture
def mine(client: Client, candidate: User) -> Client:
    client.force_login(candidate)
    return client


@pytest.fixture
def interview(candidate: User) -> Interview:
    return make_finished(candidate, HALF_ANSWER)


@pytest.fixture
def attempt(interview: Interview) -> Attempt:
    return interview.attempts.get()


def post(client: Client, name: str, attempt: Attempt, slug: str = "slow", **options: Any) -> Any:
    return client.post(reverse(name, args=[attempt.pk, slug]), **{"data": SAID, **options})


def make_dispute(attempt: Attempt) -> Dispute:
    return disputes.dispute(attempt.interview.candidate, attempt.pk, criterion="slow", **SAID)


def answer(dispute: Dispute, state: str, reason: str = "") -> None:
    dispute.state, dispute.reason = state, reason
    disputes.answer(make_editor(), dispute)


def test_the_debrief_offers_a_dispute_where_a_criterion_is_missed(mine: Client, interview: Interview) -> None:
    page = mine.get(interview.get_absolute_url()).text
    assert page.count("I did say that") == 1
    assert 'id="q1-b-quote"' in page


def test_nothing_is_to_be_disputed_where_all_is_covered_or_nothing_said(
    mine: Client, candidate: User
) -> None:
    skipped = make_interview(candidate, questions=1)
    attempt = skipped.attempts.get()
    mine.post(reverse("attempt_skip", args=[attempt.pk]), {"turn": "answer"})
    for interview in (make_finished(candidate, GOOD_ANSWER), skipped):
        page = mine.get(reverse("interview_debrief", args=[interview.pk])).text
        assert "I did say that" not in page


def test_a_dispute_without_javascript_leads_back_to_its_line(mine: Client, attempt: Attempt) -> None:
    response = post(mine, "dispute_create", attempt)
    assert response["Location"] == f"{reverse('interview_debrief', args=[attempt.interview_id])}#q1-b"
    page = mine.get(response["Location"]).text
    assert "With an editor since" in page
    assert "I did say that" not in page


def test_a_dispute_with_htmx_changes_its_line_alone(mine: Client, attempt: Attempt) -> None:
    page = post(mine, "dispute_create", attempt, headers=HTMX).text
    assert page.strip().startswith('<div class="dispute" id="q1-b-dispute">')
    assert "With an editor since" in page
    assert "<html" not in page


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"quote": "a <b>warm</b> one"}, "These words aren’t in your answer."),
        ({"quote": " "}, "Copy the words of your answer here."),
        ({"why": ""}, "Say in a sentence why they do."),
        ({"why": "y" * 501}, "501 characters are too many; 500 are the most."),
        ({"quote": "y" * 10_001}, "10,001 characters are too many; 10,000 are the most."),
    ],
)
def test_what_is_wrong_is_said_and_given_back(
    mine: Client, attempt: Attempt, fields: dict[str, str], message: str, headers: dict[str, str]
) -> None:
    response = post(mine, "dispute_create", attempt, data=SAID | fields, headers=headers)
    assert response.status_code == 200
    assert message in response.text
    assert "<details open>" in response.text
    for text in (SAID | fields).values():
        assert text.strip().replace("<", "&lt;").replace(">", "&gt;") in response.text
    assert not Dispute.objects.exists()


def test_other_words_from_a_stale_tab_are_given_back(mine: Client, attempt: Attempt) -> None:
    make_dispute(attempt)
    page = post(mine, "dispute_create", attempt, data=SAID | {"why": "My better words."}, follow=True).text
    assert "“My better words.”" in page
    assert "You have said so already" not in post(mine, "dispute_create", attempt, follow=True).text


def test_one_form_with_errors_leaves_the_others_alone(mine: Client, candidate: User) -> None:
    interview = make_finished(candidate, HALF_ANSWER, HALF_ANSWER)
    attempt = interview.attempts.get(position=2)
    page = post(mine, "dispute_create", attempt, data={"quote": "", "why": ""}).text
    assert page.count("<details open>") == 1
    assert page.count('aria-invalid="true"') == 2
    assert 'id="q2-b-quote-error"' in page


def test_strange_input_is_never_a_failure(mine: Client, attempt: Attempt) -> None:
    for strange in ("\x00", "\udcff", "‮", "a" * 90_000, "(((*", "\\"):
        text = strange.encode("utf-8", "replace").decode()
        assert post(mine, "dispute_create", attempt, data={"quote": text, "why": text}).status_code < 500


def test_a_double_click_makes_one_dispute(mine: Client, attempt: Attempt) -> None:
    for _ in range(2):
        assert post(mine, "dispute_create", attempt).status_code == 302
    assert Dispute.objects.count() == 1


@pytest.mark.parametrize("slug", ["environment", "unheard-of"])
def test_what_is_not_to_be_disputed_is_404(mine: Client, attempt: Attempt, slug: str) -> None:
    assert post(mine, "dispute_create", attempt, slug).status_code == 404


@pytest.mark.parametrize("data", [SAID, {"quote": "", "why": ""}])
@pytest.mark.parametrize("name", ["dispute_create", "dispute_withdraw"])
def test_a_stranger_gets_404(client: Client, attempt: Attempt, name: str, data: dict[str, str]) -> None:
    make_dispute(attempt)
    client.force_login(make_user())
    assert post(client, name, attempt, data=data).status_code == 404
    assert Dispute.objects.count() == 1


def test_an_interview_that_goes_on_tells_nothing(mine: Client, candidate: User) -> None:
    attempt = make_interview(candidate, questions=1).attempts.get()
    for data in (SAID, {"quote": "", "why": ""}):
        assert post(mine, "dispute_create", attempt, data=data).status_code == 404


def test_a_dispute_is_withdrawn_and_can_be_made_anew(mine: Client, attempt: Attempt) -> None:
    make_dispute(attempt)
    response = post(mine, "dispute_withdraw", attempt)
    assert "I did say that" in mine.get(response["Location"]).text
    assert not Dispute.objects.exists()


def test_withdrawing_with_htmx_brings_the_form_back(mine: Client, attempt: Attempt) -> None:
    make_dispute(attempt)
    assert "I did say that" in post(mine, "dispute_withdraw", attempt, headers=HTMX).text


def test_an_answer_can_not_be_withdrawn(mine: Client, attempt: Attempt) -> None:
    answer(make_dispute(attempt), "declined", "It says nothing of <time>.")
    page = post(mine, "dispute_withdraw", attempt, headers=HTMX).text
    assert "Declined on" in page
    assert "It says nothing of &lt;time&gt;." in page
    assert "Withdraw" not in page


def test_my_disputes_say_what_came_of_each(mine: Client, candidate: User) -> None:
    interview = make_finished(candidate, HALF_ANSWER, HALF_ANSWER, HALF_ANSWER)
    for attempt, state in zip(interview.attempts.all(), ("open", "accepted", "declined"), strict=True):
        answer(make_dispute(attempt), state, "" if state == "open" else "Well said.")
    page = mine.get(reverse("dispute_list")).text
    for text in ("With an editor since", "Accepted on", "Declined on", ": Well said.", "a new environment"):
        assert text in page
    assert f"{interview.get_absolute_url()}#q3-b" in page
    assert "The first request is slow" in page


def test_my_disputes_show_what_i_said_and_why(mine: Client, attempt: Attempt) -> None:
    dispute = make_dispute(attempt)
    page = mine.get(reverse("dispute_list")).text
    assert "“a new environment”" in page
    assert "Why: Making one takes its time." in page
    assert "Withdraw<" in page
    answer(dispute, "accepted")
    assert "Withdraw<" not in mine.get(reverse("dispute_list")).text


def from_list(client: Client, attempt: Attempt, page: str = "1", **options: Any) -> Any:
    return post(client, "dispute_withdraw", attempt, data={"page": page}, follow=True, **options)


@pytest.mark.parametrize("page", ["1", "7", "many", "\x00", ""])
def test_withdrawing_on_the_list_leads_back_to_it(mine: Client, attempt: Attempt, page: str) -> None:
    make_dispute(attempt)
    response = from_list(mine, attempt, page)
    assert response.redirect_chain[0][0].startswith(reverse("dispute_list"))
    assert "Withdrawn: “a new environment”" in response.text
    assert "With an editor" not in response.text
    assert not Dispute.objects.exists()


def test_withdrawing_on_the_list_with_htmx_shows_what_is_left_of_it(
    mine: Client, candidate: User, attempt: Attempt
) -> None:
    make_dispute(attempt)
    make_dispute(make_finished(candidate, HALF_ANSWER).attempts.get())
    page = from_list(mine, attempt, headers=HTMX).text
    assert page.strip().startswith('<main id="list">')
    assert "Withdrawn: “a new environment”" in page
    assert page.count("Withdraw<") == 1


def test_withdrawing_twice_on_the_list_is_no_failure(mine: Client, attempt: Attempt) -> None:
    make_dispute(attempt)
    from_list(mine, attempt)
    assert "Withdrawn." in from_list(mine, attempt).text


def test_what_was_answered_meanwhile_stays_on_the_list(mine: Client, attempt: Attempt) -> None:
    answer(make_dispute(attempt), "declined", "It says nothing of time.")
    page = from_list(mine, attempt).text
    assert "An editor has answered it meanwhile." in page
    assert "Declined on" in page


def test_without_disputes_the_page_says_how_to_make_one(mine: Client, attempt: Attempt) -> None:
    stranger = make_user()
    make_dispute(make_finished(stranger, HALF_ANSWER).attempts.get())
    page = mine.get(reverse("dispute_list"), {"page": "many"}).text
    assert "beside the criterion" in page
    assert "With an editor" not in page


def test_the_page_takes_as_many_queries_with_more_disputes(
    mine: Client, candidate: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_dispute(make_finished(candidate, HALF_ANSWER).attempts.get())
    with django_assert_num_queries(4):
        mine.get(reverse("dispute_list"))
    for _ in range(4):
        make_dispute(make_finished(candidate, HALF_ANSWER).attempts.get())
    with django_assert_num_queries(4):
        mine.get(reverse("dispute_list"))


def test_the_debrief_costs_the_same_with_disputes_and_tries(
    mine: Client, candidate: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    short, long = make_finished(candidate, HALF_ANSWER), make_finished(candidate, *[HALF_ANSWER] * 4)
    with django_assert_max_num_queries(11) as few:
        mine.get(short.get_absolute_url())
    for attempt in long.attempts.all():
        make_dispute(attempt)
    with django_assert_max_num_queries(len(few)):
        mine.get(long.get_absolute_url())
