"""Which questions an interview asks, and in which order."""

from __future__ import annotations

import pytest

from quiz.models import Attempt, Question, User
from quiz.services import interviews, planning
from quiz.services.planning import Standing
from tests.factories import GOOD_ANSWER, HALF_ANSWER, make_question, make_questions, make_topic, make_user


def standing(pk: int, times_asked: int = 0, latest_score: int | None = None) -> Standing:
    return Standing(question_id=pk, version_id=pk, times_asked=times_asked, latest_score=latest_score)


def drawn(standings: list[Standing], count: int, seed: int = 1) -> set[int]:
    return {chosen.question_id for chosen in planning.draw(standings, count=count, seed=seed)}


def test_the_same_seed_draws_the_same_interview() -> None:
    standings = [standing(pk) for pk in range(9)]
    assert planning.draw(standings, count=5, seed=7) == planning.draw(standings, count=5, seed=7)


def test_another_seed_draws_another_order() -> None:
    standings = [standing(pk) for pk in range(9)]
    orders = {tuple(planning.draw(standings, count=9, seed=seed)) for seed in range(20)}
    assert len(orders) > 10


def test_never_asked_comes_first() -> None:
    standings = [standing(1, 1, 0), standing(2), standing(3, 1, 100), standing(4)]
    assert drawn(standings, 2) == {2, 4}


def test_what_went_worst_comes_before_what_went_well() -> None:
    standings = [standing(1, 1, 90), standing(2, 1, 20), standing(3, 1, 60)]
    assert drawn(standings, 1) == {2}


def test_what_was_asked_least_comes_before_what_was_asked_often() -> None:
    assert drawn([standing(1, 4, 50), standing(2, 1, 50)], 1) == {2}


def test_one_weak_question_does_not_come_every_time() -> None:
    assert drawn([standing(1, 6, 10), standing(2, 2, 70)], 1) == {2}


def test_no_more_is_drawn_than_there_is() -> None:
    assert drawn([standing(1), standing(2)], 9) == {1, 2}


def hold(candidate: User, question: Question, answer: str | None) -> None:
    """An interview on the one question, answered or skipped."""
    interview = interviews.start_interview(
        candidate, topic=question.topic, question_count=1, follow_ups=False
    )
    attempt = interview.attempts.get()
    if answer:
        interviews.submit_response(candidate, attempt.pk, turn=Attempt.Turn.ANSWER, text=answer)
    else:
        interviews.skip_turn(candidate, attempt.pk, turn=Attempt.Turn.ANSWER)


@pytest.mark.django_db
def test_standings_count_what_was_asked_and_keep_the_latest_score() -> None:
    candidate = make_user()
    question = make_question()
    for answer in (GOOD_ANSWER, HALF_ANSWER, None):
        hold(candidate, question, answer)
    (found,) = planning.standings(candidate, question.topic)
    assert (found.times_asked, found.latest_score) == (3, 0)


@pytest.mark.django_db
def test_a_score_after_a_skip_is_the_latest() -> None:
    candidate = make_user()
    question = make_question()
    for answer in (None, GOOD_ANSWER):
        hold(candidate, question, answer)
    assert planning.standings(candidate, question.topic)[0].latest_score == 100


@pytest.mark.django_db
def test_what_others_did_does_not_count() -> None:
    topic = make_topic()
    make_questions(2, topic=topic)
    interviews.start_interview(make_user(), topic=topic, question_count=2, follow_ups=False)
    assert [found.times_asked for found in planning.standings(make_user(), topic)] == [0, 0]
