"""Counting progress again from all attempts, to see that what is stored is what they come to, or mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

from django.db import transaction

from quiz.models import AnswerDay, Attempt, CriterionProgress, QuestionProgress, User
from quiz.scoring import State
from quiz.services import progress


@dataclass(frozen=True)
class Difference:
    """A row that isn't what the attempts say: what is stored and what it should be; None for no row."""

    key: tuple[Any, ...]
    stored: tuple[Any, ...] | None
    expected: tuple[Any, ...] | None

    def __str__(self) -> str:
        candidate, of, *criterion = self.key
        of = of if isinstance(of, date) else f"question {of}"
        where = ", ".join([f"Candidate {candidate}", str(of), *criterion])
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
    "first_closed_at",
    "first_score",
)
CRITERION = ("attempt_id", "closed_at", "state", "first_credited_at", "covered", "prompted", "not_yet")
DAY = ("asked", "answered", "score_sum", "covered", "prompted", "not_yet")

Rows = dict[tuple[Any, ...], tuple[Any, ...]]


def _in_words(row: tuple[Any, ...] | None) -> str:
    return "nothing" if row is None else " ".join(map(str, row))


def differences() -> Iterator[Difference]:
    """Compare all progress with what all attempts come to, one candidate at a time."""
    for candidate in User.objects.order_by("pk").iterator(chunk_size=500):
        yield from _differences_of(candidate)


def mend() -> Iterator[Difference]:
    """Do so, and make the progress anew of each candidate with a difference; on a site that goes on, too."""
    for candidate in User.objects.order_by("pk").iterator(chunk_size=500):
        yield from _mend(candidate)


@transaction.atomic
def _mend(candidate: User) -> list[Difference]:
    """Return what was otherwise. Raises ValueError, and changes nothing, if it still is once made anew.

    Rows are kept by SQL and counted again here, so then one of the two is wrong.
    """
    progress.lock(candidate)
    found = list(_differences_of(candidate))
    if found:
        progress.make_anew(candidate)
        left = list(_differences_of(candidate))
        if left:
            raise ValueError(f"{left[0]}, after it was made anew")
    return found


def _differences_of(candidate: User) -> Iterator[Difference]:
    attempts = list(Attempt.objects.of(candidate).counted().order_by("closed_at", "pk"))
    questions = QuestionProgress.objects.of(candidate).values_list("candidate_id", "question_id", *QUESTION)
    criteria = CriterionProgress.objects.of(candidate).values_list(
        "candidate_id", "question_id", "slug", *CRITERION
    )
    days = AnswerDay.objects.filter(candidate=candidate).values_list("candidate_id", "day", *DAY)
    yield from _compared(_keyed(questions, 2), _questions(candidate.pk, attempts))
    yield from _compared(_keyed(criteria, 3), _criteria(candidate.pk, attempts))
    yield from _compared(_keyed(days, 2), _days(candidate.pk, attempts))


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
        this = (attempt.closed_at, attempt.score)
        best, asked, answered, *first = expected[key][-5:] if key in expected else (0, 0, 0, *this)
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
            *first,
        )
    return expected


def _criteria(candidate_id: int, attempts: Iterable[Attempt]) -> Rows:
    """What they come to for each criterion."""
    expected: Rows = {}
    for attempt in attempts:
        for slug, state, _is_bonus in _states(attempt):
            key = (candidate_id, attempt.question_id, slug)
            credited, *before = expected[key][-4:] if key in expected else (None, 0, 0, 0)
            counts = (count + (state == each) for count, each in zip(before, State, strict=True))
            if credited is None and state != State.NOT_YET:
                credited = attempt.closed_at
            expected[key] = (attempt.pk, attempt.closed_at, state, credited, *counts)
    return expected


def _days(candidate_id: int, attempts: Iterable[Attempt]) -> Rows:
    """What they come to on each day."""
    expected: Rows = {}
    for attempt in attempts:
        states = Counter(state for _slug, state, is_bonus in _states(attempt) if not is_bonus)
        is_answered = attempt.status == Attempt.Status.ANSWERED
        counts = (1, is_answered, attempt.score or 0, *(states[state] for state in State))
        day = attempt.closed_at.astimezone(UTC).date() if attempt.closed_at else None
        key = (candidate_id, day)
        before = expected.get(key, (0,) * len(counts))
        expected[key] = tuple(map(sum, zip(before, counts, strict=True)))
    return expected


def _states(attempt: Attempt) -> list[tuple[str, State, bool]]:
    """Slug, state and whether it is a bonus, for each criterion of a scored attempt."""
    criteria = attempt.scored.criteria if attempt.scored else ()
    return [(criterion.slug, criterion.state, criterion.is_bonus) for criterion in criteria]
