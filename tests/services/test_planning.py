"""Which questions an interview asks, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from quiz.models import Attempt, Question, Topic, User
from quiz.services import interviews, planning
from quiz.services.planning import Mix, Plan, Standing
from tests.factories import GOOD_ANSWER, HALF_ANSWER, make_question, make_questions, make_topic, make_user


def standing(
    pk: int, times_asked: int = 0, latest_score: int | None = None, difficulty: str = "medium"
) -> Standing:
    return Standing(pk, pk, difficulty, times_asked, latest_score)


def plan(count: int, **fields: Any) -> Plan:
    return Plan(topics=(), question_count=count, **fields)


def drawn(standings: list[Standing], count: int, **fields: Any) -> set[int]:
    return {chosen.question_id for chosen in planning.draw(standings, plan(count, **fields), seed=1)}


def test_the_same_seed_draws_the_same_interview() -> None:
    standings = [standing(pk) for pk in range(9)]
    assert planning.draw(standings, plan(5), seed=7) == planning.draw(standings, plan(5), seed=7)


def test_another_seed_draws_another_order() -> None:
    standings = [standing(pk) for pk in range(9)]
    orders = {tuple(planning.draw(standings, plan(9), seed=seed)) for seed in range(20)}
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


MIXED = [standing(1, difficulty="hard"), standing(2, difficulty="easy"), standing(3, difficulty="medium")]


@pytest.mark.parametrize(
    ("mix", "expected"),
    [(Mix.ANY, {1, 2, 3}), (Mix.EASIER, {2, 3}), (Mix.HARDER, {1, 3}), (Mix.RISING, {1, 2, 3})],
)
def test_a_mix_leaves_out_what_is_too_hard_or_too_easy(mix: Mix, expected: set[int]) -> None:
    assert drawn(MIXED, 3, mix=mix) == expected


def test_a_rising_mix_asks_easy_questions_first() -> None:
    for seed in range(9):
        order = planning.draw(MIXED, plan(3, mix=Mix.RISING), seed=seed)
        assert [asked.difficulty for asked in order] == ["easy", "medium", "hard"]


def test_weak_spots_are_what_was_answered_and_went_least_well() -> None:
    standings = [standing(1), standing(2, 1, 90), standing(3, 9, 10), standing(4, 1, 89), standing(5, 1, 50)]
    assert drawn(standings, 9, only_weak=True) == {3, 4, 5}
    assert drawn(standings, 1, only_weak=True) == {3}


def hold(
    candidate: User, question: Question, answer: str | None, topics: Sequence[Topic] | None = None
) -> None:
    """An interview on one question, of its topic if no others are chosen, answered or skipped."""
    plan = Plan(topics=topics or [question.topic], question_count=1, follow_ups=0)
    interview = interviews.start_interview(candidate, plan)
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
    (found,) = planning.standings(candidate, [question.topic])
    assert (found.times_asked, found.latest_score) == (3, 0)


@pytest.mark.django_db
def test_a_score_after_a_skip_is_the_latest() -> None:
    candidate = make_user()
    question = make_question()
    for answer in (None, GOOD_ANSWER):
        hold(candidate, question, answer)
    assert planning.standings(candidate, [question.topic])[0].latest_score == 100


@pytest.mark.django_db
def test_what_others_did_does_not_count() -> None:
    topic = make_topic()
    make_questions(2, topic=topic)
    interviews.start_interview(make_user(), Plan(topics=[topic], question_count=2, follow_ups=0))
    assert [found.times_asked for found in planning.standings(make_user(), [topic])] == [0, 0]


@pytest.mark.django_db
def test_the_usual_topics_are_those_of_the_latest_interview() -> None:
    candidate = make_user()
    first, second = make_topic("first"), make_topic("second")
    for topic in (first, second):
        make_question(topic=topic)
    assert planning.usual_topics(candidate) == [first, second]
    hold(candidate, second.questions.get(), GOOD_ANSWER)
    assert planning.usual_topics(candidate) == [second]
    hold(candidate, second.questions.get(), GOOD_ANSWER, topics=[first, second])
    assert planning.usual_topics(candidate) == [first, second]


@pytest.mark.django_db
def test_a_plan_is_offered_with_as_many_questions_as_it_would_ask() -> None:
    candidate = make_user()
    questions = make_questions(4)
    for question in questions[:2]:
        interviews.practice(candidate, question.pk)
    for attempt in Attempt.objects.waiting():
        interviews.submit_response(candidate, attempt.pk, turn="answer", text=HALF_ANSWER)
        interviews.skip_turn(candidate, attempt.pk, turn="follow-up")
    offered = [ready.summary for ready in planning.offers(candidate, [questions[0].topic])]
    assert offered == [
        "3 questions, 10 minutes",
        "4 questions, 30 minutes, two follow-ups, feedback at the end",
        "2 questions that went least well, no time limit",
    ]


@pytest.mark.django_db
def test_only_plans_that_have_questions_are_offered() -> None:
    candidate = make_user()
    question = make_question(difficulty="hard")
    offered = [ready.slug for ready in planning.offers(candidate, [question.topic])]
    assert offered == ["mock-interview"]
    hold(candidate, question, HALF_ANSWER)
    offered = [ready.slug for ready in planning.offers(candidate, [question.topic])]
    assert offered == ["mock-interview", "weak-spots"]
