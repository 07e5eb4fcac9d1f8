"""Scoring stored answers again, to see that every score is still what it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from quiz.models import Attempt
from quiz.scoring import ENGINE_VERSION, Receipt, score


@dataclass
class Check:
    """How many attempts scored the same again, which didn't, and how many are by another engine."""

    same: int = 0
    other_engine: int = 0
    different: list[Attempt] = field(default_factory=list)


def check_receipts(*, sample: int | None = None) -> Check:
    """Score every scored attempt of this engine again, in memory that doesn't grow with their number.

    Or only `sample` of them, drawn by chance.
    """
    check = Check()
    scored = Attempt.objects.exclude(result=None)
    if sample is not None:
        scored = scored.filter(pk__in=list(scored.order_by("?").values_list("pk", flat=True)[:sample]))
    for attempt in scored.order_by("pk").iterator(chunk_size=500):
        receipt = Receipt(**attempt.receipt) if attempt.receipt else None
        if receipt is None or receipt.engine_version != ENGINE_VERSION:
            check.other_engine += 1
        elif receipt == _receipt_of(attempt, attempt.result) == _receipt_of(attempt, _again(attempt)):
            check.same += 1
        else:
            check.different.append(attempt)
    return check


def _receipt_of(attempt: Attempt, result: Any) -> Receipt:
    return Receipt.of(result, attempt.rubric, attempt.response, attempt.answered_follow_ups)


def _again(attempt: Attempt) -> dict[str, Any]:
    return score(attempt.response, attempt.rubric, attempt.answered_follow_ups).to_json()
