"""What stands out in an interview: the criteria that were strongest, and those with the most to gain."""

from __future__ import annotations

from collections.abc import Sequence

from quiz.reports.exchanges import LedgerLine
from quiz.scoring import State

MOST = 3
"""Lines shown of each; more would be the ledger again."""


def strongest(lines: Sequence[LedgerLine]) -> list[LedgerLine]:
    """Covered before any follow-up, the most points first; among equals in the order they were asked."""
    covered = [line for line in lines if line.criterion.state is State.COVERED]
    return sorted(covered, key=lambda line: -line.criterion.points)[:MOST]


def weakest(lines: Sequence[LedgerLine]) -> list[LedgerLine]:
    """Those that lack the most points, bonus aside; among equals in the order they were asked."""
    lacking = [line for line in lines if _lacks(line) > 0 and not line.criterion.is_bonus]
    return sorted(lacking, key=lambda line: -_lacks(line))[:MOST]


def _lacks(line: LedgerLine) -> float:
    return line.criterion.points - line.criterion.earned
