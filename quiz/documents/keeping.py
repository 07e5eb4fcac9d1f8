"""Documents as JSON that a database can keep, and back: exactly what was read, lines and all."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from quiz.documents.drafts import (
    Benchmark,
    Criterion,
    Document,
    FollowUp,
    Misconception,
    QuestionDraft,
    Unplaced,
)


def to_keep(document: Document) -> dict[str, Any]:
    return asdict(document)


def from_kept(kept: Any) -> Document:
    return Document(
        topic=kept["topic"],
        topic_slug=kept["topic_slug"],
        alien_terms=tuple(kept["alien_terms"]),
        questions=tuple(map(_question, kept["questions"])),
        unplaced=tuple(Unplaced(**fields) for fields in kept["unplaced"]),
    )


def _question(fields: dict[str, Any]) -> QuestionDraft:
    lists = {
        "follow_ups": tuple(FollowUp(*turn) for turn in fields["follow_ups"]),
        "criteria": tuple(Criterion(**_with_phrases(line)) for line in fields["criteria"]),
        "misconceptions": tuple(Misconception(**_with_phrases(line)) for line in fields["misconceptions"]),
        "benchmarks": tuple(Benchmark(**line) for line in fields["benchmarks"]),
    }
    return QuestionDraft(**fields | lists)


def _with_phrases(line: dict[str, Any]) -> dict[str, Any]:
    return line | {"phrases": tuple(line["phrases"])}
