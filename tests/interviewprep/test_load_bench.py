"""`make bench`: it measures, and it notices what isn't as it should be."""

from __future__ import annotations

import subprocess
import sys
from os import environ
from pathlib import Path

import pytest

from benchmarks.load.checking import NotStoredError, check
from benchmarks.load.clients import Kept, WrongReplyError, acknowledge
from benchmarks.load.connection import Reply
from benchmarks.load.floor import make_table
from benchmarks.load.people import Sitting
from benchmarks.load.rounds import Round, table
from quiz.models import Attempt
from quiz.services.interviews import submit_response
from tests.factories import GOOD_ANSWER, make_interview, make_user, waiting_attempt
from tests.interviewprep.conftest import PROJECT

TINY = {"CLIENTS": "3", "ROUNDS": "1", "SECONDS": "1", "WARM_UP": "1", "SITTINGS": "30"}


def make_sitting(attempt: Attempt) -> Sitting:
    texts = {(attempt.pk, "answer"): GOOD_ANSWER, (attempt.pk, "follow-up"): "More."}
    return Sitting(
        "session", "csrf", attempt.interview_id, attempt.question_id, texts, (attempt.pk, "answer")
    )


def composer(attempt: int, turn: str) -> Reply:
    body = f'<form action="/attempts/{attempt}/submit/">\n<input name="turn" value="{turn}">'
    return Reply(200, {}, body)


def test_a_tiny_run_measures_and_finds_everything_stored(
    used_var_dir: Path, var_dir: Path, unused_port: str
) -> None:
    subprocess.check_call(["cp", "-a", used_var_dir, var_dir])
    variables = {"VAR_DIR": str(var_dir), "PORT": unused_port, "DATABASE_URL": "", **TINY}
    command = [sys.executable, "-m", "benchmarks.load"]
    said = subprocess.check_output(command, env=environ | variables, cwd=PROJECT, text=True)
    assert "| 3 clients | answers a second |" in said
    assert "| submit without JavaScript |" in said
    assert "answers acknowledged and stored" in said


@pytest.mark.parametrize(
    ("reply", "to"),
    [
        (Reply(200, {}, "<h1>Sign in</h1>"), ""),
        (Reply(302, {}, ""), "/accounts/login/"),
        (Reply(500, {}, ""), ""),
        (composer(7, "answer"), ""),
        (composer(8, "answer"), ""),
    ],
)
def test_a_reply_without_the_next_turn_is_no_acknowledgement(reply: Reply, to: str) -> None:
    sitting = make_sitting(Attempt(pk=7, interview_id=1, question_id=1))
    with pytest.raises(WrongReplyError):
        acknowledge(sitting, Kept(), reply, to)


def test_the_debrief_ends_the_interview_and_the_next_turn_goes_on() -> None:
    sitting = make_sitting(Attempt(pk=7, interview_id=1, question_id=1))
    kept = Kept()
    assert acknowledge(sitting, kept, composer(7, "follow-up"), "")
    assert sitting.waiting == (7, "follow-up")
    assert not acknowledge(sitting, kept, Reply(200, {}, ""), "/interviews/1/debrief/")
    assert list(kept.turns) == [(7, "answer"), (7, "follow-up")]


@pytest.mark.django_db
def test_what_was_acknowledged_but_is_not_stored_is_noticed() -> None:
    make_table()
    interview = make_interview(make_user())
    attempt = waiting_attempt(interview)
    submit_response(interview.candidate, attempt.pk, turn="answer", text=GOOD_ANSWER)
    stored = {(attempt.pk, "answer"): GOOD_ANSWER}
    assert check(Kept(stored), [interview.pk]).startswith("1 answers acknowledged and stored")
    for wrong in (
        {},
        {(attempt.pk, "answer"): "Other words."},
        stored | {(attempt.pk, "follow-up"): "More."},
    ):
        with pytest.raises(NotStoredError):
            check(Kept(wrong), [interview.pk])
    with pytest.raises(NotStoredError):
        check(Kept(stored, floor=1), [interview.pk])


def test_the_table_has_medians_of_rounds_and_of_ratios_within_a_round() -> None:
    fast, slow = Round(100, 1, 2, 3, 4, 5, 6), Round(50, 2, 4, 6, 8, 10, 12)
    said = table(8, {"floor": [fast, slow, fast], "submit": [slow, slow, slow]})
    assert "| submit | 50.0 (0.50) | 2.0 (2.00) |" in said
