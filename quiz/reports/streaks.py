"""How regularly somebody practises, kindly: a single missed day ends nothing, and today isn't over yet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

WINDOW = 10
"""Days that are looked back on."""

LONGEST_STEP = timedelta(days=2)
"""From one day of practice to the next within a run: at most one day between them is missed."""


@dataclass(frozen=True)
class Practice:
    """Practised on `days` of the last `window` days; the `run` of days that goes on, 0 if none does."""

    days: int
    window: int
    run: int


def practice(days: Collection[date], today: date) -> Practice:
    """Look back on days of practice.

    A run goes on over a single missed day, which isn't counted, and ends with two in a row. Today counts once
    it is practised, and isn't missed before it is over. The days that are looked back on begin with the first
    of all. A day after today was practised in a time zone further east, and is as good as today.
    """
    latest_first = sorted({min(day, today) for day in days}, reverse=True)
    if not latest_first:
        return Practice(0, 0, 0)
    last = today if latest_first[0] == today else today - timedelta(days=1)
    window = min(WINDOW, (last - latest_first[-1]).days + 1)
    recent = sum(last - day < timedelta(days=window) for day in latest_first)
    return Practice(recent, window, _run(latest_first, last))


def _run(latest_first: list[date], last: date) -> int:
    """`last` is the last day that could have been missed."""
    if last - latest_first[0] >= LONGEST_STEP:
        return 0
    for length, (later, earlier) in enumerate(pairwise(latest_first), start=1):
        if later - earlier > LONGEST_STEP:
            return length
    return len(latest_first)
