"""Starting an interview, the room, the end, the debrief."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from quiz.models import Attempt, Interview, User
from quiz.services import interviews
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    MIXED_UP_ANSWER,
    make_interview,
    make_questions,
    make_topic,
    make_user,
    waiting_attempt,
)

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/interviews/1/"}


@pytest.fixture
def candidate() -> User:
    return make_user()


@pytest.fixture
def mine(client: Client, candidate: User) -> Client:
    client.force_login(candidate)
    return client


PLAN = {
    "topics": "serverless",
    "question_count": "2",
    "mix": "any",
    "time_limit": "",
    "question_time_limit": "",
    "follow_ups": "1",
    "feedback": "each",
}


def finished(candidate: User, *answers: str) -> Interview:
    interview = make_interview(candidate, questions=len(answers), follow_ups=0)
    for text in answers:
        attempt = waiting_attempt(interview)
        interviews.submit_response(candidate, attempt.pk, turn=Attempt.Turn.ANSWER, text=text)
    interview.refresh_from_db()
    return interview


def test_home_offers_to_start_an_interview(mine: Client) -> None:
    make_questions(1)
    assert reverse("interview_create") in mine.get(reverse("home")).text


def test_home_shows_the_question_left_open_and_its_draft(mine: Client, candidate: User) -> None:
    interview = make_interview(candidate)
    attempt = waiting_attempt(interview)
    interviews.save_draft(
        candidate, attempt.pk, turn=Attempt.Turn.ANSWER, text="A cold start happens when", base=None
    )
    page = mine.get(reverse("home")).text
    assert attempt.rubric.question in page
    assert "A cold start happens when" in page
    assert interview.get_absolute_url() in page


def test_home_shows_recent_scores(mine: Client, candidate: User) -> None:
    interview = finished(candidate, HALF_ANSWER)
    page = mine.get(reverse("home")).text
    assert "6.0" in page
    assert interview.get_absolute_url() in page


def test_home_costs_the_same_with_more_history(
    mine: Client, candidate: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    finished(candidate, HALF_ANSWER)
    with django_assert_max_num_queries(100) as few:
        mine.get(reverse("home"))
    for _ in range(3):
        finished(candidate, HALF_ANSWER, GOOD_ANSWER)
    with django_assert_max_num_queries(len(few)):
        mine.get(reverse("home"))


def test_start_leads_into_the_room(mine: Client, candidate: User) -> None:
    make_questions(3, topic=make_topic())
    response = mine.post(reverse("interview_create"), PLAN | {"time_limit": "30", "follow_ups": "2"})
    interview = Interview.objects.of(candidate).get()
    assert response["Location"] == reverse("interview_detail", args=[interview.pk])
    assert (interview.title, interview.question_count, interview.follow_ups) == ("Serverless", 2, 2)
    assert (interview.time_limit, interview.question_time_limit) == (timedelta(minutes=30), None)


@pytest.mark.parametrize(("plan", "questions"), [("warm-up", 3), ("mock-interview", 4)])
def test_a_ready_made_plan_starts_with_one_click(
    mine: Client, candidate: User, plan: str, questions: int
) -> None:
    make_questions(4)
    assert f'name="plan" value="{plan}"' in mine.get(reverse("home")).text
    mine.post(reverse("interview_create"), {"plan": plan})
    assert Interview.objects.of(candidate).get().question_count == questions


def test_a_plan_without_questions_is_not_offered_and_says_so(mine: Client) -> None:
    make_questions(1)
    assert "weak-spots" not in mine.get(reverse("home")).text
    response = mine.post(reverse("interview_create"), {"plan": "weak-spots"})
    assert "No question fits this plan just now." in response.text
    assert not Interview.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"topics": "unheard-of"},
        {"question_count": "0"},
        {"question_count": "many"},
        {"topics": "", "question_count": "99999999999999999999"},
        {"topics": "a\x00b"},
        {"mix": "harsh"},
        {"time_limit": "0"},
        {"question_time_limit": "-5"},
        {"follow_ups": "3"},
        {"feedback": "never"},
        {"plan": "unheard-of", "topics": ""},
        dict.fromkeys(PLAN, ""),
    ],
)
def test_start_with_wrong_input_says_so_and_starts_nothing(mine: Client, fields: dict[str, str]) -> None:
    make_questions(1, topic=make_topic())
    response = mine.post(reverse("interview_create"), PLAN | fields)
    assert response.status_code == 200
    assert 'aria-invalid="true"' in response.text
    assert not Interview.objects.exists()


def test_start_with_an_unfinished_interview_goes_on_with_it(mine: Client, candidate: User) -> None:
    interview = make_interview(candidate)
    response = mine.post(reverse("interview_create"), PLAN)
    assert response["Location"] == interview.get_absolute_url()


def test_room_shows_the_question_and_neither_rubric_nor_model_answer(mine: Client, candidate: User) -> None:
    interview = make_interview(candidate)
    attempt = waiting_attempt(interview)
    page = mine.get(interview.get_absolute_url()).text
    assert attempt.rubric.question in page
    for secret in (
        GOOD_ANSWER,
        "new environment",
        "A new environment is made",
        "What does the caller notice?",
    ):
        assert secret not in page


def test_room_shows_the_follow_up_and_still_no_model_answer(mine: Client, candidate: User) -> None:
    interview = make_interview(candidate)
    attempt = waiting_attempt(interview)
    interviews.submit_response(candidate, attempt.pk, turn=Attempt.Turn.ANSWER, text=HALF_ANSWER)
    page = mine.get(interview.get_absolute_url()).text
    assert "What does the caller notice?" in page
    assert GOOD_ANSWER not in page
    assert "The first request is slow" not in page


def test_room_restores_the_draft(mine: Client, candidate: User) -> None:
    interview = make_interview(candidate)
    interviews.save_draft(
        candidate,
        waiting_attempt(interview).pk,
        turn=Attempt.Turn.ANSWER,
        text="Half a <b>thought</b>",
        base=None,
    )
    assert "Half a &lt;b&gt;thought&lt;/b&gt;</textarea>" in mine.get(interview.get_absolute_url()).text


def test_room_of_a_finished_interview_is_its_debrief(mine: Client, candidate: User) -> None:
    interview = finished(candidate, GOOD_ANSWER)
    response = mine.get(reverse("interview_detail", args=[interview.pk]))
    assert response["Location"] == reverse("interview_debrief", args=[interview.pk])


def test_debrief_of_an_unfinished_interview_is_its_room(mine: Client, candidate: User) -> None:
    interview = make_interview(candidate)
    response = mine.get(reverse("interview_debrief", args=[interview.pk]))
    assert response["Location"] == reverse("interview_detail", args=[interview.pk])


def test_finish_asks_first(mine: Client, candidate: User) -> None:
    interview = make_interview(candidate)
    assert mine.get(reverse("interview_finish", args=[interview.pk])).status_code == 200
    assert Interview.objects.unfinished().exists()


def test_finish_leads_to_the_debrief(mine: Client, candidate: User) -> None:
    interview = make_interview(candidate)
    response = mine.post(reverse("interview_finish", args=[interview.pk]))
    assert response["Location"] == reverse("interview_debrief", args=[interview.pk])
    assert mine.get(response["Location"]).status_code == 200


def test_debrief_marks_the_words_that_earned_a_criterion(mine: Client, candidate: User) -> None:
    page = mine.get(finished(candidate, HALF_ANSWER).get_absolute_url()).text
    assert '<mark class="evidence"' in page
    assert "new environment</mark>" in page


def test_debrief_says_what_would_have_earned_the_rest(mine: Client, candidate: User) -> None:
    page = mine.get(finished(candidate, HALF_ANSWER).get_absolute_url()).text
    assert "Say that the first request is slow." in page
    assert GOOD_ANSWER in page


def test_debrief_says_first_what_brings_the_most(mine: Client, candidate: User) -> None:
    page = mine.get(finished(candidate, GOOD_ANSWER, MIXED_UP_ANSWER).get_absolute_url()).text
    assert "Say that a new environment is made. That is worth 6 points in" in page
    assert "#question-2" in page


def test_debrief_of_a_complete_interview_asks_for_nothing_more(mine: Client, candidate: User) -> None:
    assert "That is worth" not in mine.get(finished(candidate, GOOD_ANSWER).get_absolute_url()).text


def test_debrief_corrects_a_misconception(mine: Client, candidate: User) -> None:
    page = mine.get(finished(candidate, MIXED_UP_ANSWER).get_absolute_url()).text
    assert "A cold start has <em>nothing</em> to do with billing." in page


def test_debrief_reads_the_same_after_the_rubric_is_edited(mine: Client, candidate: User) -> None:
    interview = finished(candidate, HALF_ANSWER)
    before = main_part(mine.get(interview.get_absolute_url()).text)
    question = interview.attempts.get().question
    question.text = question.model_answer = "Rewritten"
    question.save()
    question.criteria.all().delete()
    assert main_part(mine.get(interview.get_absolute_url()).text) == before


def main_part(page: str) -> str:
    """What the page says, without the tokens of its forms."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", main)


def test_debrief_escapes_what_was_answered(mine: Client, candidate: User) -> None:
    page = mine.get(
        finished(candidate, "<script>alert(1)</script> new <i>environment</i>").get_absolute_url()
    ).text
    assert "<script>alert" not in page
    assert "<i>" not in page


def test_debrief_costs_the_same_for_a_longer_interview(
    mine: Client, candidate: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    short = finished(candidate, HALF_ANSWER)
    long = finished(candidate, *[HALF_ANSWER] * 5)
    with django_assert_max_num_queries(100) as few:
        mine.get(short.get_absolute_url())
    with django_assert_max_num_queries(len(few)):
        mine.get(long.get_absolute_url())


def test_list_shows_finished_interviews_page_by_page(mine: Client, candidate: User) -> None:
    interview = finished(candidate, HALF_ANSWER)
    assert interview.get_absolute_url() in mine.get(reverse("interview_list"), {"page": "999"}).text


@pytest.mark.parametrize("name", ["interview_detail", "interview_debrief", "interview_finish"])
def test_a_stranger_gets_404(mine: Client, name: str) -> None:
    interview = make_interview(make_user())
    assert mine.get(reverse(name, args=[interview.pk])).status_code == 404


def test_a_stranger_cannot_finish(mine: Client) -> None:
    interview = make_interview(make_user())
    assert mine.post(reverse("interview_finish", args=[interview.pk])).status_code == 404
    assert Interview.objects.unfinished().exists()


@pytest.mark.parametrize("path", ["/interviews/{}/", "/interviews/{}/debrief/", "/attempts/{}/"])
def test_a_number_beyond_the_database_is_404(mine: Client, path: str) -> None:
    assert mine.get(path.format(10**30)).status_code == 404


@pytest.mark.parametrize("name", ["home", "interview_list", "interview_create"])
def test_nobody_is_sent_to_the_sign_in(client: Client, name: str) -> None:
    response = client.get(reverse(name))
    assert response["Location"] == f"{reverse('account_login')}?next={reverse(name)}"


def test_an_expired_session_brings_htmx_back_to_the_page(client: Client) -> None:
    response = client.get(reverse("interview_detail", args=[1]), headers=HTMX)
    assert response["HX-Redirect"] == f"{reverse('account_login')}?next=/interviews/1/"
