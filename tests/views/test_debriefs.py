"""What a debrief says beyond the scores: in brief, how it was dictated, another try and what came of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from quiz.models import Attempt, Interview, User
from quiz.services import interviews
from quiz.services.question_bank import publish, withdraw
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    REST_OF_ANSWER,
    make_benchmark,
    make_finished,
    make_interview,
    make_question,
    make_user,
    waiting_attempt,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def candidate() -> User:
    return make_user()


@pytest.fixture
def mine(client: Client, candidate: User) -> Client:
    client.force_login(candidate)
    return client


def debrief(client: Client, interview: Interview) -> str:
    return client.get(reverse("interview_debrief", args=[interview.pk])).text


def practised(candidate: User, question_id: int, text: str) -> Interview:
    practice = interviews.practice(candidate, question_id)
    interviews.submit_response(candidate, waiting_attempt(practice).pk, turn="answer", text=text)
    return interviews.finish_interview(candidate, practice.pk)


def test_it_leads_to_the_strongest_and_the_weakest(mine: Client, candidate: User) -> None:
    page = debrief(mine, make_finished(candidate, HALF_ANSWER))
    assert '<a href="#q1-a">A new environment is made</a>' in page
    assert '<a href="#q1-b">The first request is slow</a>' in page


def test_it_tells_points_apart_by_when_they_were_earned(mine: Client, candidate: User) -> None:
    interview = make_interview(candidate, questions=1)
    attempt = waiting_attempt(interview)
    for turn, text in (("answer", HALF_ANSWER), ("follow-up", REST_OF_ANSWER)):
        interviews.submit_response(candidate, attempt.pk, turn=turn, text=text)
    assert "6 unprompted, 2 after a follow-up" in debrief(mine, interview)


def test_it_adds_up_the_time(mine: Client, candidate: User) -> None:
    interview = make_finished(candidate, HALF_ANSWER, GOOD_ANSWER)
    for attempt in interview.attempts.all():
        attempt.asked_at = attempt.said_at[0] - timedelta(seconds=80)
        attempt.closed_at = attempt.said_at[0]
        attempt.save()
    assert "<dd>2 min 40 s</dd>" in debrief(mine, interview)


def test_an_interview_without_answers_has_nothing_in_brief(mine: Client, candidate: User) -> None:
    interview = make_interview(candidate)
    interviews.finish_interview(candidate, interview.pk)
    page = debrief(mine, interview)
    assert "In brief" not in page
    assert "<p>2 questions, none answered</p>" in page


def test_a_dictated_answer_tells_its_pace_and_fillers(mine: Client, candidate: User) -> None:
    interview = make_finished(candidate, f"Um, {HALF_ANSWER} Um, like, yes.")
    assert "Dictated" not in debrief(mine, interview)
    Attempt.objects.update(dictated=timedelta(seconds=6))
    page = " ".join(debrief(mine, interview).split())
    assert "Dictated at 100 words a minute. 3 filler words (“um” 2, “like” 1), not scored." in page
    Attempt.objects.update(response=HALF_ANSWER)
    assert "No filler words." in debrief(mine, interview)


def test_the_answer_stands_beside_the_model_answer(mine: Client, candidate: User) -> None:
    page = debrief(mine, make_finished(candidate, HALF_ANSWER))
    beside = page.partition('<div class="comparison">')[2]
    assert HALF_ANSWER in beside
    assert GOOD_ANSWER in beside.partition(HALF_ANSWER)[2]


def test_answer_again_asks_the_question_alone(mine: Client, candidate: User) -> None:
    interview = make_finished(candidate, HALF_ANSWER)
    address = reverse("question_practice", args=[interview.attempts.get().question_id])
    assert f'action="{address}"' in debrief(mine, interview)
    response = mine.post(address)
    practice = Interview.objects.of(candidate).unfinished().get()
    assert response["Location"] == practice.get_absolute_url()
    assert mine.post(address)["Location"] == practice.get_absolute_url()


def test_a_question_that_is_not_asked_is_not_practised(mine: Client) -> None:
    for pk in (make_question(published=False).pk, 10**12):
        assert mine.post(reverse("question_practice", args=[pk])).status_code == 404
    assert not Interview.objects.exists()


def test_a_question_that_was_withdrawn_is_not_offered_again(mine: Client, candidate: User) -> None:
    interview = make_finished(candidate, HALF_ANSWER)
    question = interview.attempts.get().question
    question.current_version = None
    question.save()
    assert "Answer again" not in debrief(mine, interview)


def test_the_debrief_of_a_practice_leads_back_to_its_question_while_it_is_asked(
    mine: Client, candidate: User
) -> None:
    question = make_question()
    practice = practised(candidate, question.pk, HALF_ANSWER)
    link = f'href="{reverse("question_detail", args=[question.pk])}">Back to the question</a>'
    assert link in debrief(mine, practice)
    withdraw(question)
    assert link not in debrief(mine, practice)
    assert "Back to the question" not in debrief(mine, make_finished(candidate, HALF_ANSWER))


def test_practice_needs_a_post(mine: Client) -> None:
    assert mine.get(reverse("question_practice", args=[1])).status_code == 405


def test_a_second_try_shows_what_was_gained(mine: Client, candidate: User) -> None:
    first = make_finished(candidate, HALF_ANSWER)
    second = practised(candidate, first.attempts.get().question_id, GOOD_ANSWER)
    page = debrief(mine, second)
    assert "4.0 more than on" in page
    assert "Not yet then, covered now: +4" in page
    assert "“first request is slow”" in page
    assert "1 criterion stands as before." in page
    assert "Best of two; the first was 6.0 on" in page
    assert reverse("interview_debrief", args=[first.pk]) in page


def test_a_first_try_reads_as_it_did_but_knows_of_the_better_one(mine: Client, candidate: User) -> None:
    first = make_finished(candidate, HALF_ANSWER)
    practised(candidate, first.attempts.get().question_id, GOOD_ANSWER)
    page = debrief(mine, first)
    assert "Since the last time" not in page
    assert "The best of two was 10.0 on" in page


def test_a_comparison_costs_the_same_for_more_questions(
    mine: Client, candidate: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    short, long = make_finished(candidate, HALF_ANSWER), make_finished(candidate, *[HALF_ANSWER] * 4)
    later = [
        [practised(candidate, attempt.question_id, GOOD_ANSWER) for attempt in interview.attempts.all()]
        for interview in (short, long)
    ]
    debrief(mine, later[0][0])
    with django_assert_max_num_queries(12) as few:
        debrief(mine, later[0][0])
    count = len(few)
    for attempt in long.attempts.all():
        practised(candidate, attempt.question_id, HALF_ANSWER)
    Attempt.objects.filter(interview=long).update(closed_at=later[1][-1].started_at + timedelta(hours=1))
    debrief(mine, long)
    with django_assert_max_num_queries(count):
        debrief(mine, long)
    assert debrief(mine, long).count("Since the last time") == 4


def test_a_debrief_tells_how_far_each_rubric_agrees_with_graders(mine: Client, candidate: User) -> None:
    interview = make_finished(candidate, HALF_ANSWER, GOOD_ANSWER)
    question = interview.attempts.get(position=1).question
    make_benchmark(question)
    publish(question)
    page = debrief(mine, interview)
    assert page.count("This rubric agrees with graders on 1 of 1 example answer.") == 1
