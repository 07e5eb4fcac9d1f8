"""What the drill looks for among the stored answers."""

from __future__ import annotations

from typing import Any

import pytest

from drills.candidates import Answer, Candidate
from drills.checks import Found, compare

TEXT = "drill-1-0a1b2c3d Lambda scales by itself end"


@pytest.fixture
def candidate() -> Candidate:
    """Has one acknowledged answer, to the first turn of attempt 5."""
    candidate = Candidate(1)
    candidate.account = {"login": "one@example.org", "password": ""}
    answer = Answer("drill-1-0a1b2c3d", TEXT, attempt=5, turn="answer", room="/interviews/2/")
    candidate.acknowledged = {answer.token: answer}
    return candidate


def stored(**changes: Any) -> dict[str, Any]:
    row = {"id": 5, "status": "answered", "draft": "", "email": "one@example.org", "said": [TEXT]}
    return row | {"scored": True} | changes


def found_in(candidate: Candidate, *rows: dict[str, Any]) -> Found:
    found = Found()
    compare(rows, [candidate], found)
    return found


def test_an_answer_that_is_there_once_is_well(candidate: Candidate) -> None:
    assert found_in(candidate, stored()) == Found(acknowledged=1, stored=1)


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ([stored(said=[""])], "1 of 1 acknowledged answers are lost"),
        ([], "1 of 1 acknowledged answers are lost"),
        ([stored(said=[TEXT, TEXT])], "1 answers are there more than once"),
        ([stored(), stored(id=6)], "1 answers are there more than once"),
        ([stored(said=[TEXT + "."])], "drill-1-0a1b2c3d has another text"),
        ([stored(id=6)], "drill-1-0a1b2c3d answers another question than it was sent for"),
        ([stored(said=["", TEXT])], "drill-1-0a1b2c3d answers another question than it was sent for"),
        ([stored(scored=False)], "drill-1-0a1b2c3d is not scored"),
        ([stored(email="two@example.org")], "drill-1-0a1b2c3d belongs to somebody else"),
    ],
)
def test_what_is_wrong_is_found(candidate: Candidate, rows: list[dict[str, Any]], wrong: str) -> None:
    assert found_in(candidate, *rows).wrongs == [wrong]


@pytest.mark.parametrize(
    ("row", "is_lost"),
    [
        (stored(id=6, status="asked", said=[""], draft="half"), False),
        (stored(id=6, status="asked", said=[""], draft=""), True),
        (stored(id=6, status="answered", said=["half"]), False),
        (stored(id=6, status="skipped", said=[""]), True),
    ],
)
def test_a_draft_is_kept_until_something_was_said(
    candidate: Candidate, row: dict[str, Any], is_lost: bool
) -> None:
    candidate.drafts = {(6, "answer"): "half"}

    wrongs = found_in(candidate, stored(), row).wrongs

    assert wrongs == (["a draft of candidate 1 is lost"] if is_lost else [])
