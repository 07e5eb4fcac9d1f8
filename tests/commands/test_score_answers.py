"""`manage.py score_answers`: JSON Lines in, JSON Lines out."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from quiz.models import Question
from tests.factories import GOOD_ANSWER, HALF_ANSWER, MIXED_UP_ANSWER, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def question() -> Question:
    return make_question()


def run(path: Path, *lines: str | bytes | dict[str, Any]) -> tuple[list[dict[str, Any]], str]:
    """Return the rows that came out and what was said on standard error."""
    raw = [json.dumps(line).encode() if isinstance(line, dict) else line for line in lines]
    path.write_bytes(b"\n".join(line.encode() if isinstance(line, str) else line for line in raw))
    out, err = StringIO(), StringIO()
    try:
        call_command("score_answers", str(path), stdout=out, stderr=err)
    except CommandError as error:
        err.write(f"{error} Exit status {error.returncode}.")
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue()


def row(question: Question, text: str, number: int = 1, **more: Any) -> dict[str, Any]:
    return {"id": number, "question": f"{question.topic.slug}/{question.slug}", "text": text, **more}


def test_answers_come_out_scored_in_the_same_order(tmp_path: Path, question: Question) -> None:
    rows, errors = run(
        tmp_path / "in", row(question, HALF_ANSWER, 2), row(question, GOOD_ANSWER, 1), row(question, "", 3)
    )
    assert [(out["id"], out["score"], out["band"]) for out in rows] == [
        (2, 60, "On the way"),
        (1, 100, "Complete"),
        (3, 0, "First steps"),
    ]
    assert errors == ""


def test_criteria_come_with_credit_and_spans(tmp_path: Path, question: Question) -> None:
    (out,), _ = run(tmp_path / "in", row(question, HALF_ANSWER))
    environment, slow = out["criteria"]
    (start, end) = environment["spans"][0]
    assert (environment["slug"], environment["credit"]) == ("environment", 1)
    assert HALF_ANSWER[start:end] == "new environment"
    assert (slow["credit"], slow["spans"]) == (0, [])


def test_misconceptions_are_named(tmp_path: Path, question: Question) -> None:
    (out,), _ = run(tmp_path / "in", row(question, MIXED_UP_ANSWER))
    assert [hit["slug"] for hit in out["misconceptions"]] == ["billing"]


def test_other_fields_are_ignored(tmp_path: Path, question: Question) -> None:
    (out,), _ = run(tmp_path / "in", row(question, GOOD_ANSWER, grade=3, category="strong"))
    assert out["score"] == 100


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("{", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        ("[1]", "not a JSON object"),
        ('{"id": 1}', "has no question and no text"),
        ('{"id": 1, "question": "nowhere/nothing", "text": "a"}', "no published question 'nowhere/nothing'"),
        ('{"id": 1, "question": ["a"], "text": "a"}', "no published question"),
        ('{"id": 1, "question": "a/b", "text": null}', "text is not a string"),
        ("[" * 100_000, "not JSON"),
        ('{"id": NaN, "question": "a/b", "text": "a"}', "not JSON (NaN is none of its numbers)"),
        ('{"id": -Infinity, "question": "a/b", "text": "a"}', "not JSON (-Infinity is none of its numbers)"),
        ('{"id": 1e999, "question": "a/b", "text": "a"}', "line 2: has a number that is too large\n"),
        ('{"id": ' + "1" * 5000 + "}", "line 2: has a number that is too large\n"),
    ],
)
def test_a_bad_line_is_named_and_the_good_ones_are_scored(
    tmp_path: Path, question: Question, bad: str | bytes, said: str
) -> None:
    rows, errors = run(tmp_path / "in", row(question, GOOD_ANSWER, 1), bad, row(question, HALF_ANSWER, 3))
    assert [out["id"] for out in rows] == [1, 3]
    assert "line 2: " in errors
    assert said in errors
    assert "Exit status 1." in errors


def test_lone_surrogates_are_scored_like_any_text(tmp_path: Path, question: Question) -> None:
    line = json.dumps(row(question, "\ud800 " + GOOD_ANSWER))
    (out,), errors = run(tmp_path / "in", line)
    assert (out["score"], errors) == (100, "")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="can't be read"):
        call_command("score_answers", str(tmp_path / "nowhere"))
