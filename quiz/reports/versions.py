"""The published versions of a question's rubric, and how each differs from the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from itertools import chain
from typing import Any

from django.db.models import Count

from quiz.models import Publication, Question, RubricVersion

CONTEXT = 1
"""Lines that are shown around those that differ."""


@dataclass(frozen=True)
class DiffLine:
    """A line that is new (“+”), gone (“-”), the same (“ ”), or where lines are left out (“…”)."""

    sign: str
    text: str


@dataclass(frozen=True)
class VersionRow:
    """A version, how it came about, how many answers are scored by it, and what is new in it."""

    version: RubricVersion
    publications: Sequence[Publication]
    answers: int
    difference: Sequence[DiffLine]
    is_current: bool


def version_rows(question: Question) -> list[VersionRow]:
    """The versions of a question, the newest first."""
    counted = question.versions.annotate(answers=Count("attempts")).order_by("number")
    versions = list(counted.prefetch_related("publications__by"))
    pairs = zip([None, *versions], versions, strict=False)
    return [
        VersionRow(
            version=version,
            publications=list(version.publications.all()),
            answers=version.answers,
            difference=difference(earlier.content, version.content) if earlier else (),
            is_current=version.pk == question.current_version_id,
        )
        for earlier, version in pairs
    ][::-1]


def difference(before: dict[str, Any], after: dict[str, Any]) -> tuple[DiffLine, ...]:
    """How a rubric differs from an earlier one, both as `Rubric.to_json` gives them; empty for the same."""
    found = unified_diff(list(_lines(before)), list(_lines(after)), n=CONTEXT, lineterm="")
    return tuple(_diff_line(line) for line in list(found)[2:])


def _diff_line(line: str) -> DiffLine:
    return DiffLine("…", "") if line.startswith("@@") else DiffLine(line[0], line[1:])


def _lines(content: dict[str, Any]) -> Iterator[str]:
    """All that a rubric says, as lines that can be compared; of a draft also what else its page says."""
    yield from content.get("head", ())
    yield f"Question: {content['question']}"
    yield from _block("Model answer:", content["model_answer"].splitlines())
    for line in content["criteria"]:
        kind = "Bonus criterion" if line["is_bonus"] else "Criterion"
        yield f"{kind}: {line['name']}, {line['points']} points"
        yield from _block("Phrases:", line["phrases"])
        yield f"Follow-up: {line['probe']}"
        yield f"Said when missed: {line['missed']}"
    for line in content["misconceptions"]:
        yield f"Misconception: {line['name']}, {line['points']} points"
        yield from _block("Phrases:", line["phrases"])
        yield f"Correction: {line['correction']}"
    for group in content.get("glossary", ()):
        yield from _block(f"Glossary entry @{group['name']}:", group["ways"])
    yield from _block("Alien terms:", content.get("alien_terms", ()))
    yield from _block("Benchmarks:", content.get("benchmarks", ()))


def _block(heading: str, lines: Sequence[str]) -> Iterator[str]:
    return chain([heading], (f"    {line}" for line in lines)) if lines else iter(())
