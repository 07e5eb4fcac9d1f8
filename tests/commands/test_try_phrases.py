"""`manage.py try_phrases`: an editor's bench, JSON Lines in and out."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from quiz.models import GlossaryEntry

pytestmark = pytest.mark.django_db


def run(path: Path, *rows: Any) -> tuple[list[dict[str, Any]], str]:
    """The rows that came out and what was said on standard error."""
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    out, err = StringIO(), StringIO()
    try:
        call_command("try_phrases", str(path), stdout=out, stderr=err)
    except CommandError as error:
        err.write(f"{error} Exit status {error.returncode}.")
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue()


def test_hits_and_misses_come_out_in_order(tmp_path: Path) -> None:
    rows, errors = run(
        tmp_path / "in",
        {"phrase": "cold start", "text": "Cold-starts hurt."},
        {"phrase": "cold start", "text": "It is cold."},
        {"phrase": "2 of: java, go, ruby", "text": "Java is what I write."},
        {"phrase": "2 of: java, go, ruby", "text": "Java is what I write, and Ruby."},
    )
    assert rows == [
        {"hit": True, "span": [0, 11], "lacking": ""},
        {"hit": False, "span": None, "lacking": "“cold” without “start”"},
        {"hit": False, "span": None, "lacking": "1 more, such as “ruby”"},
        {"hit": True, "span": [0, 30], "lacking": ""},
    ]
    assert errors == ""


def test_what_cannot_be_stored_is_told_of_the_phrase_alone(tmp_path: Path) -> None:
    rows, errors = run(tmp_path / "in", {"phrase": "cold\0start", "text": "It is cold."})

    assert [row["hit"] for row in rows] == [False]
    assert "The phrase has characters that can't be stored." in errors
    assert "Criterion" not in errors


@pytest.mark.parametrize(
    ("phrase", "text", "lacking"),
    [
        ("stateless", "It isn't stateless.", "“stateless”, but denied"),
        ("stateless", "Is it stateless?", "A question asked back was not counted."),
        ("stateless", "cold stateless timeout IAM VPC layers SQS", "Terms that are only listed earn as much"),
        ("stateless", "to the of a stateless and the it of the", "A sentence with its words in no order"),
        ("stateless", "It is small.", "none of its words is there"),
        ("stateless", "", "none of its words is there"),
    ],
)
def test_a_miss_says_what_was_lacking(tmp_path: Path, phrase: str, text: str, lacking: str) -> None:
    (row,), _ = run(tmp_path / "in", {"phrase": phrase, "text": text})
    assert row["lacking"].startswith(lacking)


def test_the_glossary_is_at_hand(tmp_path: Path) -> None:
    GlossaryEntry.objects.create(name="server", meaning="What programs run on", ways=["server | box"])
    (row,), _ = run(tmp_path / "in", {"phrase": "patch @server", "text": "We patch the boxes."})
    assert row["hit"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"phrase": "a (b", "text": "a"}, "line 1: “(” is never closed"),
        ({"phrase": "@nowhere", "text": "a"}, "line 1: the glossary has no “@nowhere”"),
        ({"phrase": "a" * 2001, "text": "a"}, "line 1: "),
        ({"phrase": 1, "text": "a"}, "line 1: phrase is not a string"),
        ({"phrase": "a"}, "line 1: has no text"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_tried(tmp_path: Path, row: dict[str, Any], said: str) -> None:
    rows, errors = run(tmp_path / "in", row, {"phrase": "cold", "text": "It is cold."})
    refused, tried = rows
    assert (refused["hit"], refused["span"]) == (False, None)
    assert said == f"line 1: {refused['lacking']}"[: len(said)]
    assert tried["hit"]
    assert said in errors
    assert errors.endswith("Bad lines: 1. Exit status 1.")
