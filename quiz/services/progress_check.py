"""Counting progress again from all attempts, to see that what is stored is what they come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from quiz.models import Attempt, CriterionProgress, QuestionProgress, User
from quiz.scoring import State


@dataclass(frozen=True)
class Difference:
    """A row that isn't what the attempts say: what is stored and what it should be; None for no row."""

    key: tuple[Any, ...]
    stored: tuple[Any, ...] | None
    expected: tuple[Any, ...] | None

    def __str__(self) -> str:
        candidate, question, *criterion = self.key
        where = ", ".join([f"Candidate {candidate}", f"question {question}", *criterion])
        return f"{where}: stored {_in_words(self.stored)}, expected {_in_words(self.expected)}"


QUESTION = (
    "attempt_id",
    "closed_at",
    "score",
    "is_skipped",
    "covered",
    "prompted",
    "not_yet",
    "best_score",
    "times_asked",
    "times_answered",
)
CRITERION = ("attempt_id", "closed_at", "state", "covered", "prompted", "not_yet")

Rows = dict[tuple[Any, ...], tuple[Any, ...]]


def _in_words(row: tuple[Any, ...] | None) -> str:
    return "nothing" if row is None else " ".join(map(str, row))


def differences() -> Iterator[Difference]:
    """Compare all progress with what all attempts come to, one candidate at a time."""
    for candidate in User.objects.order_by("pk").iterator(chunk_size=500):
        attempts = list(Attempt.objects.of(candidate).counted().order_by("closed_at", "pk"))
        questions = QuestionProgress.objects.of(candidate).values_list(
            "candidate_id", "question_id", *QUESTION
        )
        criteria = CriterionProgress.objects.of(candidate).values_list(
            "candidate_id", "question_id", "slug", *CRITERION
        )
        yield from _compared(_keyed(questions, 2), _questions(candidate.pk, attempts))
        yield from _compared(_keyed(criteria, 3), _criteria(candidate.pk, attempts))


def _keyed(rows: Iterable[tuple[Any, ...]], width: int) -> Rows:
    return {row[:width]: row[width:] for row in rows}


def _compared(stored: Rows, expected: Rows) -> Iterator[Difference]:
    for key in sorted(stored.keys() | expected.keys()):
        if stored.get(key) != expected.get(key):
            yield Difference(key, stored.get(key), expected.get(key))


def _questions(candidate_id: int, attempts: Iterable[Attempt]) -> Rows:
    """What the attempts of a candidate, oldest first, come to for each question."""
    expected: Rows = {}
    for attempt in attempts:
        key = (candidate_id, attempt.question_id)
        best, asked, answered = expected[key][-3:] if key in expected else (0, 0, 0)
        states = Counter(state for _slug, state, is_bonus in _states(attempt) if not is_bonus)
        is_skipped = attempt.status == Attempt.Status.SKIPPED
        expected[key] = (
            attempt.pk,
            attempt.closed_at,
            attempt.score,
            is_skipped,
            *(states[state] for state in State),
            max(best, attempt.score or 0),
            asked + 1,
            answered + (not is_skipped),
        )
    return expected


def _criteria(candidate_id: int, attempts: Iterable[Attempt]) -> Rows:
    """What they come to for each criterion."""
    expected: Rows = {}
    for attempt in attempts:
        for slug, state, _is_bonus in _states(attempt):
            key = (candidate_id, attempt.question_id, slug)
            before = expected[key][-3:] if key in expected else (0, 0, 0)
            counts = (count + (state == each) for count, each in zip(before, State, strict=True))
            expected[key] = (attempt.pk, attempt.closed_at, state, *counts)
    return expected


def _states(attempt: Attempt) -> list[tuple[str, State, bool]]:
    """Slug, state and whether it is a bonus, for each criterion of a scored attempt."""
    criteria = attempt.scored.criteria if attempt.scored else ()
    return [(criterion.slug, criterion.state, criterion.is_bonus) for criterion in criteria]
