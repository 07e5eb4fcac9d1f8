"""The tries at one question: best, latest, the one before, and what changed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quiz.models import Attempt, Interview, User
from quiz.reports.tries import Tries, Try, tries
from quiz.services import interviews
from quiz.services.question_bank import publish
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    make_finished,
    make_interview,
    make_user,
    waiting_attempt,
)

SENTENCES = [
    ((65,), 0, ""),
    ((65, 80), 1, "Best of two; the first was 6.5 on 1 October."),
    ((65, 80), 0, "The best of two was 8.0 on 2 October."),
    ((80, 65), 0, "Best of two; the latest was 6.5 on 2 October."),
    ((80, 65), 1, "The best of two was 8.0 on 1 October."),
    ((65, 70, 80), 2, "Best of three; the one before was 7.0 on 2 October."),
    ((65, 80, 70), 0, "The best of three was 8.0 on 2 October; the latest was 7.0 on 3 October."),
    ((70, 70), 1, "Best of two; the first was 7.0 on 1 October."),
    ((70, 70), 0, "The best of two was 7.0 on 2 October."),
    (tuple(range(11)), 10, "Best of eleven; the one before was 0.9 on 10 October."),
]


@pytest.mark.parametrize(("scores", "place", "sentence"), SENTENCES)
def test_a_sentence_says_best_and_latest(scores: tuple[int, ...], place: int, sentence: str) -> None:
    history = [
        Try(number, number, score, datetime(2026, 10, number, 9, tzinfo=UTC))
        for number, score in enumerate(scores, start=1)
    ]
    assert Tries(history, history[place]).sentence == sentence


def again(candidate: User, interview: Interview, text: str) -> Attempt:
    """Answer the first question of the interview once more."""
    practice = interviews.practice(candidate, interview.attempts.all()[0].question_id)
    attempt = waiting_attempt(practice)
    interviews.submit_response(candidate, attempt.pk, turn="answer", text=text)
    interviews.finish_interview(candidate, practice.pk)
    attempt.refresh_from_db()
    return attempt


def tries_of(candidate: User, attempt: Attempt) -> Tries:
    return tries(candidate, [attempt])[attempt.pk]


@pytest.mark.django_db
def test_a_second_try_is_held_against_the_first() -> None:
    candidate = make_user()
    second = again(candidate, make_finished(candidate, HALF_ANSWER), GOOD_ANSWER)
    found = tries_of(candidate, second).comparison
    assert found
    assert found.sentence.startswith("4.0 more than on")
    assert [(change.name, change.stood, change.stands, change.words) for change in found.changes] == [
        ("The first request is slow", "not yet", "covered", ("first request is slow",))
    ]
    assert (found.as_before, found.is_of_other_rubric) == (1, False)


@pytest.mark.django_db
def test_a_first_try_has_nothing_to_be_held_against() -> None:
    candidate = make_user()
    (attempt,) = make_finished(candidate, HALF_ANSWER).attempts.all()
    assert tries_of(candidate, attempt).comparison is None


@pytest.mark.django_db
def test_another_version_of_the_rubric_is_said() -> None:
    candidate = make_user()
    interview = make_finished(candidate, HALF_ANSWER)
    question = interview.attempts.get().question
    question.criteria.filter(slug="slow").update(slug="latency", name="It takes longer")
    publish(question)
    found = tries_of(candidate, again(candidate, interview, HALF_ANSWER)).comparison
    assert found
    assert (found.is_of_other_rubric, found.as_before) == (True, 1)
    assert [(change.stood, change.stands) for change in found.changes] == [
        ("not asked", "not yet"),
        ("not yet", "not asked"),
    ]
    assert found.sentence.startswith("The score is what it was")


@pytest.mark.django_db
def test_neither_others_nor_what_goes_on_is_counted() -> None:
    candidate = make_user()
    interview = make_finished(candidate, HALF_ANSWER)
    (attempt,) = interview.attempts.all()
    again(make_user(), interview, GOOD_ANSWER)
    practice = interviews.practice(candidate, attempt.question_id)
    interviews.submit_response(candidate, waiting_attempt(practice).pk, turn="answer", text=HALF_ANSWER)
    assert len(tries_of(candidate, attempt).all) == 1


@pytest.mark.django_db
def test_a_question_that_is_withdrawn_is_not_asked_again() -> None:
    candidate = make_user()
    (attempt,) = make_finished(candidate, HALF_ANSWER).attempts.all()
    assert tries_of(candidate, attempt).is_asked
    attempt.question.current_version = None
    attempt.question.save()
    assert not tries_of(candidate, attempt).is_asked


@pytest.mark.django_db
def test_what_is_left_out_has_no_tries() -> None:
    candidate = make_user()
    interview = make_interview(candidate)
    interviews.finish_interview(candidate, interview.pk)
    assert tries(candidate, list(interview.attempts.all())) == {}
