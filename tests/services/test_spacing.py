"""When a criterion comes back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.services.spacing import Memory, Spaced, spaced

AGAIN, HARD, GOOD = 1, 2, 3
DAY = date(2026, 11, 3)


def again(before: Spaced, rating: int, day: date, last_day: date) -> Spaced:
    return spaced(Memory(before.stability, before.difficulty, last_day), rating, day)


@pytest.mark.parametrize(("rating", "days"), [(AGAIN, 1), (HARD, 1), (GOOD, 2)])
def test_first_comes_back_after_a_day_or_two(rating: int, days: int) -> None:
    assert spaced(None, rating, DAY).due == DAY + timedelta(days=days)


def test_what_is_known_comes_back_after_longer_and_longer() -> None:
    after, day, intervals = spaced(None, GOOD, DAY), DAY, []
    for _ in range(5):
        intervals.append((after.due - day).days)
        after, day = again(after, GOOD, after.due, day), after.due
    assert intervals == sorted(set(intervals))
    assert intervals[-1] > 60


def test_what_is_forgotten_comes_back_sooner_than_what_is_known_in_part() -> None:
    known = spaced(Memory(30, 5, DAY), GOOD, DAY + timedelta(days=30))
    in_part = spaced(Memory(30, 5, DAY), HARD, DAY + timedelta(days=30))
    forgotten = spaced(Memory(30, 5, DAY), AGAIN, DAY + timedelta(days=30))
    assert forgotten.due < in_part.due < known.due


@given(
    stability=st.floats(0.001, 36500),
    difficulty=st.floats(1, 10),
    days=st.integers(-1, 4000),
    rating=st.sampled_from([AGAIN, HARD, GOOD]),
)
def test_comes_back_on_a_later_day_and_the_same_each_time(
    stability: float, difficulty: float, days: int, rating: int
) -> None:
    memory, day = Memory(stability, difficulty, DAY), DAY + timedelta(days=days)
    after = spaced(memory, rating, day)
    assert after.due > day
    assert after.stability > 0
    assert 1 <= after.difficulty <= 10
    assert after == spaced(memory, rating, day)
