"""A candidate's disputes, as their page lists them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quiz.models import Dispute
from quiz.reports.exchanges import LedgerLine, ledger_of


@dataclass(frozen=True)
class DisputeRow:
    """A dispute with the line of the ledger that it is about."""

    dispute: Dispute
    line: LedgerLine
    question: str
    interview_id: int


def dispute_rows(disputes: Iterable[Dispute]) -> Iterator[DisputeRow]:
    """Read disputes that were fetched `with_names`; no more queries."""
    for dispute in disputes:
        attempt = dispute.attempt
        ledger = ledger_of(attempt, attempt.scored) if attempt.scored else []
        line = next(line for line in ledger if line.criterion.slug == dispute.criterion)
        yield DisputeRow(dispute, line, attempt.rubric_version.short_name, attempt.interview_id)
