"""When a criterion comes back: FSRS, https://github.com/open-spaced-repetition, with whole days.

There are no steps of minutes, since a review is held once a day; every interval is a day or more. Nothing is
drawn by chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from fsrs import Card, Rating, Scheduler, State

RETENTION = 0.9
"""The probability with which a criterion is still remembered on the day it comes back."""

SCHEDULER = Scheduler(
    desired_retention=RETENTION, learning_steps=(), relearning_steps=(), enable_fuzzing=False
)


@dataclass(frozen=True)
class Memory:
    """What FSRS knows of one card: stability in days, difficulty of 1 to 10, the day of the last review."""

    stability: float
    difficulty: float
    last_day: date


@dataclass(frozen=True)
class Spaced:
    """What becomes of it, and the day it comes back."""

    stability: float
    difficulty: float
    due: date


def spaced(memory: Memory | None, rating: int, day: date) -> Spaced:
    """Return what a rating (1 again, 2 hard, 3 good) on a day makes of a memory; None for a first one."""
    known: dict[str, Any] = {}
    if memory:
        known = {
            "state": State.Review,
            "stability": memory.stability,
            "difficulty": memory.difficulty,
            "last_review": _midnight(memory.last_day),
        }
    # Without an id of its own, a card would wait a millisecond for one.
    after, _ = SCHEDULER.review_card(Card(card_id=0, **known), Rating(rating), _midnight(day))
    if after.stability is None or after.difficulty is None:
        raise AssertionError("a card that was rated has a stability and a difficulty")
    return Spaced(after.stability, after.difficulty, after.due.date())


def _midnight(day: date) -> datetime:
    """The day as FSRS counts it: it knows only UTC, and full days between two moments."""
    return datetime.combine(day, time(), UTC)
