"""How regularly somebody practices, kindly: a single missed day ends nothing, and today isn't over yet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise, takewhile

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


def practice(days: Collection[date], today: date, *, leapt: Collection[date] = ()) -> Practice:
    """Look back on days of practice.

    A run goes on over a single missed day, which isn't counted, and ends with two in a row. Today counts once
    it is practised, and isn't missed before it is over. The days that are looked back on begin with the first
    of all. A day after today was practised in a time zone further east, and is today until today is later.
    Days that were `leapt` over in a move aren't missed and not counted.
    """
    if not days:
        return Practice(0, 0, 0)
    today = max(today, *days)
    last = today if today in days else today - timedelta(days=1)
    window = min(WINDOW, (last - min(days)).days + 1)
    recent = sum(last - day < timedelta(days=window) for day in days)
    return Practice(recent, window, _run(days, leapt, last))


def _run(days: Collection[date], leapt: Collection[date], last: date) -> int:
    """`last` is the last day that could have been missed."""
    latest_first = sorted({*days, *leapt}, reverse=True)
    if last - latest_first[0] >= LONGEST_STEP:
        return 0
    steps = takewhile(lambda step: step[0] - step[1] <= LONGEST_STEP, pairwise(latest_first))
    run = {latest_first[0], *(earlier for _, earlier in steps)}
    return len(run.intersection(days))
