"""The report: a Markdown table of the faults, and what was wrong."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence

import psutil

from drills.load import Outcome

COLUMNS = (
    "fault",
    "lasted s",
    "acknowledged",
    "stored",
    "lost",
    "doubled",
    "refused",
    "replies by status",
    "slowest s",
    "served again s",
    "jobs again s",
)


def machine() -> str:
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()}"
    )


def heading() -> str:
    return "\n".join((_line(COLUMNS), _line(["---"] * len(COLUMNS))))


def row(outcome: Outcome) -> str:
    if outcome.skipped:
        return _line([outcome.name, f"skipped: {outcome.skipped}", *[""] * (len(COLUMNS) - 2)])
    found = outcome.found
    statuses = ", ".join(f"{count} × {status}" for status, count in sorted(outcome.statuses.items()))
    counts = map(str, (found.acknowledged, found.stored, found.lost, found.doubled, found.refused))
    times = (f"{seconds:.1f}" for seconds in (outcome.slowest, outcome.back, outcome.jobs))
    return _line([outcome.name, f"{outcome.lasted:.1f}", *counts, statuses, *times])


def wrongs(outcome: Outcome) -> str:
    return "\n".join(f"WRONG in {outcome.name}: {wrong}" for wrong in dict.fromkeys(outcome.found.wrongs))


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
