"""Trying a rubric on stored answers, in steps that may be killed."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from quiz.models import Question, Replay, ReplayedScore
from quiz.scoring import RubricError
from quiz.services import replays
from tests.factories import GOOD_ANSWER, HALF_ANSWER, MIXED_UP_ANSWER, make_editor, make_question, make_user
from tests.practice import practice
from tests.workers import second_while_first_is_open

pytestmark = pytest.mark.django_db


@pytest.fixture
def question() -> Question:
    """Answered three times: in full, in part, and mixed up."""
    question = make_question()
    for said in (GOOD_ANSWER, HALF_ANSWER, MIXED_UP_ANSWER):
        practice(make_user(), question, said)
    return question


def widen(question: Question) -> None:
    """Take the half answer for a whole one, and what was mixed up for nothing."""
    question.criteria.filter(slug="slow").update(phrases=["first request slow", "new environment"])
    question.misconceptions.all().delete()


def replayed(question: Question) -> Replay:
    replay = replays.start_replay(question, make_editor())
    while replays.replay_step(replay.pk):
        pass
    replay.refresh_from_db()
    return replay


def outcome(replay: Replay) -> list[tuple[int, int, int, list[str]]]:
    return list(replay.scores.values_list("attempt", "before", "after", "reasons"))


def test_a_rubric_that_is_as_published_changes_nothing(question: Question) -> None:
    replay = replayed(question)
    assert (replay.done, replay.total, replay.same) == (3, 3, 3)
    assert replay.finished_at
    assert outcome(replay) == []


def test_who_goes_up_and_why(question: Question) -> None:
    widen(question)
    replay = replayed(question)
    assert (replay.raised, replay.lowered, replay.same, replay.other_band) == (1, 0, 2, 1)
    [(_, before, after, reasons)] = outcome(replay)
    assert (before, after) == (60, 100)
    assert reasons == ["The first request is slow: not yet → covered, +4"]


def test_what_is_no_longer_mixed_up_is_a_reason(question: Question) -> None:
    question.criteria.filter(slug="environment").update(phrases=["new environment", "billing"])
    replay = replayed(question)
    [(_, before, after, reasons)] = outcome(replay)
    assert (before, after) == (0, 40)
    assert reasons == ["A new environment is made: not yet → covered, +6"]
    question.misconceptions.all().delete()
    [(_, _, after, reasons)] = outcome(replayed(question))
    assert after == 60
    assert reasons[-1] == "It is about billing, mixed up: +2"


def test_nothing_is_written_to_the_attempts(question: Question) -> None:
    before = list(question.attempts.values())
    widen(question)
    replayed(question)
    assert list(question.attempts.values()) == before


def test_a_rubric_that_isnt_whole_is_not_tried(question: Question) -> None:
    question.criteria.all().delete()
    with pytest.raises(RubricError):
        replays.start_replay(question, make_editor())


def test_a_new_replay_replaces_the_one_before(question: Question) -> None:
    first = replayed(question)
    second = replayed(question)
    assert list(question.replays.all()) == [second]
    assert replays.replay_step(first.pk) is False


@patch.object(replays, "STEP", 2)
def test_a_step_that_is_killed_is_done_again_with_the_same_outcome(question: Question) -> None:
    widen(question)
    whole = outcome(replayed(question))
    replay = replays.start_replay(question, make_editor())
    assert replays.replay_step(replay.pk) is True
    with patch.object(replays, "_count", side_effect=SystemExit), pytest.raises(SystemExit):
        replays.replay_step(replay.pk)
    assert replays.replay_step(replay.pk) is False
    assert replays.replay_step(replay.pk) is False
    replay.refresh_from_db()
    assert (replay.done, outcome(replay)) == (3, whole)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_take_turns() -> None:
    question = make_question()
    practice(make_user(), question, HALF_ANSWER)
    widen(question)
    replay = replays.start_replay(question, make_user())

    def step() -> bool:
        return replays.replay_step(replay.pk)

    assert second_while_first_is_open(step, step) == (False, False)
    assert ReplayedScore.objects.count() == 1
    replay.refresh_from_db()
    assert replay.done == 1
