"""The rubric lab: a rubric that is still being written is tried, and held against its benchmarks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from quiz.models import Benchmark, Question
from quiz.scoring import Rubric, RubricError
from quiz.scoring.lint import Finding
from quiz.scoring.rubric import FULL_POINTS
from quiz.services.benchmarks import Agreement, agreement
from quiz.services.linting import lint_rubric
from quiz.services.question_bank import Line

UNSAID = "-"
"""Stands for a sentence that isn't written yet; scoring needs none of them."""
NOT_GIVEN = "Points not given yet"
UNHEARD = '"ⵣⵣⵣ"'
"""A phrase that no answer has."""


@dataclass(frozen=True)
class Bench:
    """A rubric as far as it can be scored by.

    `rubric` is None if something in it can't be read. `problems` say why it can't be published yet; where
    there are none, `findings` say what is weak about it.
    """

    rubric: Rubric | None
    problems: tuple[str, ...]
    findings: tuple[Finding, ...]
    agreement: Agreement


def set_up(question: Question, content: dict[str, Any], benchmarks: Iterable[Benchmark]) -> Bench:
    """Make a rubric of what is written of it, in the form of `Rubric.to_json`; gaps don't matter.

    Answers are scored as long as every phrase can be read: sentences may be missing, and so may points.
    """
    try:
        rubric = Rubric.from_json(content)
    except RubricError as error:
        return _unfinished(content, benchmarks, error.problems)
    return Bench(rubric, (), lint_rubric(rubric, question), agreement(rubric, benchmarks))


def _unfinished(content: dict[str, Any], benchmarks: Iterable[Benchmark], problems: tuple[str, ...]) -> Bench:
    try:
        rubric = Rubric.from_json(_without_gaps(content))
    except RubricError as error:
        return Bench(None, error.problems, (), Agreement(()))
    return Bench(rubric, problems, (), agreement(rubric, benchmarks))


def _without_gaps(content: dict[str, Any]) -> dict[str, Any]:
    """The same rubric with what it lacks; a criterion that nobody can earn takes the points that are left."""
    criteria = [_said(line, ("probe", "missed")) for line in content["criteria"]]
    misconceptions = [_said(line, ("correction",)) for line in content["misconceptions"]]
    given = [line["points"] for line in criteria if not line["is_bonus"]]
    if all(isinstance(points, int) for points in given) and sum(given) < FULL_POINTS:
        criteria.append(_rest(FULL_POINTS - sum(given)))
    return content | {
        "question": content["question"] or UNSAID,
        "criteria": criteria,
        "misconceptions": misconceptions,
    }


def _said(line: Line, names: Iterable[str]) -> Line:
    """A line without gaps. One without phrases is there, but found nowhere."""
    called = {name: line[name] or UNSAID for name in names}
    return (
        line
        | called
        | {
            "name": line["name"] or f"Unnamed ({line['slug']})",
            "phrases": line["phrases"] or [UNHEARD],
        }
    )


def _rest(points: int) -> Line:
    return {
        "slug": UNSAID,
        "name": NOT_GIVEN,
        "points": points,
        "is_bonus": False,
        "phrases": [UNHEARD],
        "probe": UNSAID,
        "missed": UNSAID,
    }
