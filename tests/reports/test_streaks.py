"""A run of days, and how many of the last ten."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.reports.streaks import Practice, practice

TODAY = date(2026, 11, 20)


def days_of(calendar: str) -> set[date]:
    """The last character is today, the one before it yesterday; an x is a day of practice."""
    return {TODAY - timedelta(days=ago) for ago, mark in enumerate(reversed(calendar)) if mark == "x"}


@pytest.mark.parametrize(
    ("calendar", "days", "window", "run"),
    [
        ("", 0, 0, 0),
        ("x", 1, 1, 1),
        ("x.", 1, 1, 1),
        ("x..", 1, 2, 1),
        ("x...", 1, 3, 0),
        ("xx", 2, 2, 2),
        ("xxx.", 3, 3, 3),
        ("x.x", 2, 3, 2),
        ("x.x.x.x", 4, 7, 4),
        ("xxx.xxx", 6, 7, 6),
        ("xxx..xx", 5, 7, 2),
        ("xx..x.", 3, 5, 1),
        ("xxx..", 3, 4, 3),
        ("xxx...", 3, 5, 0),
        ("xxxxxxxxxx", 10, 10, 10),
        ("xxxxxxxxxxxx", 10, 10, 12),
        ("xxxxx.xxxxxx", 9, 10, 11),
        ("xxxxxxxxxxx.", 10, 10, 11),
        ("x............", 0, 10, 0),
    ],
)
def test_practice(calendar: str, days: int, window: int, run: int) -> None:
    assert practice(days_of(calendar), TODAY) == Practice(days, window, run)


def test_a_day_further_east_is_as_good_as_today() -> None:
    days = days_of("xx.") | {TODAY + timedelta(days=1)}
    assert practice(days, TODAY) == Practice(3, 4, 3)
    assert practice(days | {TODAY}, TODAY) == Practice(4, 4, 4)


@pytest.mark.parametrize(
    ("calendar", "days", "window", "run"),
    [
        ("x-...", 1, 4, 0),
        ("x-..", 1, 3, 1),
        ("xx-.x", 3, 5, 3),
        ("x.x-.x", 3, 6, 3),
        ("x-..x", 2, 5, 1),
        ("x.-", 1, 2, 1),
    ],
)
def test_a_day_that_was_leapt_over_is_neither_missed_nor_counted(
    calendar: str, days: int, window: int, run: int
) -> None:
    leapt = days_of(calendar.replace("x", ".").replace("-", "x"))
    assert practice(days_of(calendar), TODAY, leapt=leapt) == Practice(days, window, run)


@given(
    steps=st.lists(st.integers(1, 2), max_size=40),
    since=st.integers(0, 2),
)
def test_no_single_missed_day_ends_a_run(steps: list[int], since: int) -> None:
    day = TODAY - timedelta(days=since)
    days = {day}
    for step in steps:
        day -= timedelta(days=step)
        days.add(day)
    assert practice(days, TODAY).run == len(days)
