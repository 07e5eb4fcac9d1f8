"""Whether what was acknowledged is what is stored: all of it, once, and nothing else."""

from __future__ import annotations

from collections.abc import Collection

from benchmarks.load.clients import Kept
from benchmarks.load.floor import FloorAnswer
from quiz.models import Attempt


class NotStoredError(Exception):
    """What is stored isn't what was acknowledged."""


def check(kept: Kept, interviews: Collection[int]) -> str:
    """Return how many answers were checked, for people to read. Raises NotStoredError."""
    said = Attempt.objects.filter(interview__in=interviews).exclude(said_at=[])
    stored = {
        (attempt.pk, str(turn)): attempt.said(turn)
        for attempt in said.only("response", "follow_ups", "said_at")
        for turn in Attempt.Turn.values[: len(attempt.said_at)]
    }
    floor = FloorAnswer.objects.count()
    if stored != kept.turns or floor != kept.floor:
        different = stored.items() ^ kept.turns.items()
        raise NotStoredError(f"{len(different)} answers differ; of the floor {floor} for {kept.floor}.")
    return f"{len(stored):,} answers acknowledged and stored, {floor:,} of the floor's."
