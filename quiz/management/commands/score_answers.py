"""`manage.py score_answers [FILE]`: score answers in bulk, JSON Lines in and out."""

from __future__ import annotations

import json
import os
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from math import isfinite
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError

from interviewprep.preparing import check_prepared
from quiz.models import Question
from quiz.scoring import Evidence, Rubric, Score, score


class BadLineError(Exception):
    """Says in words what is wrong with a line."""


class Command(BaseCommand):
    help = (
        "Score answers in bulk. Each line in is a JSON object with id, question (topic/slug) and text; "
        "each line out has id, score (0 to 100), band, criteria with credit and spans, misconceptions and "
        "warnings, in the same order. A bad line is reported by its number on standard error, and the exit "
        "status is then 1."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", help="JSON Lines; standard input if left out")

    def handle(self, *args: Any, file: str | None = None, **options: Any) -> None:
        check_prepared()
        try:
            bad = self.score_lines(file)
            self.stdout.flush()
        except BrokenPipeError:
            # Whoever reads has read enough. What is left goes nowhere, or Python would complain at the end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(128 + signal.SIGPIPE)
        if bad:
            raise CommandError(f"Lines that could not be scored: {bad}.")

    def score_lines(self, file: str | None) -> int:
        """Write a line for each line that can be scored; return how many can't."""
        rubrics = published_rubrics()
        bad = 0
        for number, line in enumerate(_lines(file), start=1):
            if not line.strip():
                continue
            try:
                self.stdout.write(json.dumps(score_line(line, rubrics)))
            except BadLineError as error:
                bad += 1
                self.stderr.write(f"line {number}: {error}")
        return bad


def published_rubrics() -> dict[str, Rubric]:
    """Return the current rubric of each published question by `topic/slug`."""
    questions = Question.objects.published().select_related("topic", "current_version")
    return {
        f"{question.topic.slug}/{question.slug}": question.current_version.rubric
        for question in questions
        if question.current_version
    }


def score_line(line: bytes, rubrics: dict[str, Rubric]) -> dict[str, Any]:
    """Return the line that goes out for a line that comes in. Raises BadLineError."""
    try:
        row = json.loads(line.decode("utf-8-sig"), parse_constant=_refuse, parse_float=_finite)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadLineError(f"not JSON in UTF-8 ({error})") from error
    except ValueError as error:
        raise BadLineError("has a number that is too large") from error
    if not isinstance(row, dict):
        raise BadLineError("not a JSON object")
    missing = [name for name in ("id", "question", "text") if name not in row]
    if missing:
        raise BadLineError(f"has no {' and no '.join(missing)}")
    if not isinstance(row["text"], str):
        raise BadLineError("text is not a string")
    if not isinstance(row["question"], str) or row["question"] not in rubrics:
        raise BadLineError(f"there is no published question {row['question']!r}; it is written topic/slug")
    return {"id": row["id"], **_figures(score(row["text"], rubrics[row["question"]]))}


def _refuse(constant: str) -> NoReturn:
    raise BadLineError(f"not JSON ({constant} is none of its numbers)")


def _finite(digits: str) -> float:
    """What Python reads as infinite can't be written as JSON again. Raises ValueError."""
    number = float(digits)
    if not isfinite(number):
        raise ValueError
    return number


def _lines(file: str | None) -> Iterable[bytes]:
    """Yield the lines of the file; raises CommandError if it can't be read."""
    try:
        lines = Path(file).read_bytes().splitlines() if file else sys.stdin.buffer
    except OSError as error:
        raise CommandError(f"{file} can't be read: {error.strerror}.") from error
    yield from lines


def _figures(result: Score) -> dict[str, Any]:
    return {
        "score": result.value,
        "band": str(result.band),
        "criteria": [
            {
                "slug": criterion.slug,
                "name": criterion.name,
                "points": criterion.points,
                "credit": criterion.total,
                "state": str(criterion.state),
                "spans": _spans(criterion.evidence),
            }
            for criterion in result.criteria
        ],
        "misconceptions": [
            {"slug": hit.slug, "name": hit.name, "points": hit.points, "spans": _spans([hit.evidence])}
            for hit in result.misconceptions
        ],
        "warnings": [{"kind": str(remark.kind), "message": remark.message} for remark in result.remarks],
    }


def _spans(evidence: Sequence[Evidence]) -> list[list[int]]:
    return [[span.start, span.end] for span in evidence]
