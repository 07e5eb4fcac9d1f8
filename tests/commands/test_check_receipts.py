"""`manage.py check_receipts`: every stored score is scored again, byte for byte."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from quiz.models import Attempt
from quiz.services.interviews import skip_turn, submit_response
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    REST_OF_ANSWER,
    make_interview,
    make_user,
    waiting_attempt,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt() -> Attempt:
    """One that was answered in part, and with the rest after the follow-up."""
    candidate = make_user()
    interview = make_interview(candidate)
    attempt = waiting_attempt(interview)
    submit_response(candidate, attempt.pk, turn="answer", text=HALF_ANSWER)
    submit_response(candidate, attempt.pk, turn="follow-up", text=REST_OF_ANSWER)
    attempt.refresh_from_db()
    return attempt


def check() -> str:
    out = StringIO()
    call_command("check_receipts", stdout=out)
    return out.getvalue()


def test_stored_scores_are_scored_again_with_the_same_result(attempt: Attempt) -> None:
    assert check() == "Scored again with the same result: 1.\n"


def test_a_skipped_follow_up_and_a_skipped_question_score_the_same_again() -> None:
    candidate = make_user()
    interview = make_interview(candidate)
    submit_response(candidate, waiting_attempt(interview).pk, turn="answer", text=HALF_ANSWER)
    skip_turn(candidate, waiting_attempt(interview).pk, turn="follow-up")
    skip_turn(candidate, waiting_attempt(interview).pk, turn="answer")
    assert check() == "Scored again with the same result: 2.\n"


@pytest.mark.parametrize(
    "change",
    [{"response": GOOD_ANSWER}, {"response": f"{HALF_ANSWER} "}, {"follow_ups": ["Nothing."]}],
    ids=["response", "response that scores the same", "follow-up"],
)
def test_words_that_were_changed_are_noticed(attempt: Attempt, change: dict[str, str]) -> None:
    Attempt.objects.filter(pk=attempt.pk).update(**change)
    with pytest.raises(CommandError, match=f"otherwise than stored: attempt {attempt.pk}"):
        check()


def test_points_that_were_changed_are_noticed(attempt: Attempt) -> None:
    result = attempt.result
    assert result is not None
    result["criteria"][0]["total"] = 0.25
    Attempt.objects.filter(pk=attempt.pk).update(result=result)
    with pytest.raises(CommandError, match="otherwise than stored"):
        check()


def test_scores_of_another_engine_are_left_alone(attempt: Attempt) -> None:
    assert attempt.receipt is not None
    Attempt.objects.filter(pk=attempt.pk).update(receipt={**attempt.receipt, "engine_version": "1"})
    assert "By another version of the engine, left alone: 1." in check()
