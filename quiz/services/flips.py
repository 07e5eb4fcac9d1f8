"""What becomes of the benchmarks of a question by another rubric."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.models import Benchmark
from quiz.scoring import Rubric, band_of, reasons, score
from quiz.services.benchmarks import BenchmarkScore, agreement


@dataclass(frozen=True)
class Flip:
    """A benchmark that moves to another band or agrees no more, or only now; and why, a sentence each."""

    before: BenchmarkScore
    after: BenchmarkScore
    reasons: tuple[str, ...]

    @property
    def benchmark(self) -> Benchmark:
        return self.after.benchmark

    @property
    def is_other_band(self) -> bool:
        return band_of(self.before.score) != band_of(self.after.score)

    @property
    def turns(self) -> bool:
        """Whether one of the two rubrics agrees with the grade and the other doesn't."""
        return self.before.agrees != self.after.agrees

    @property
    def rank(self) -> tuple[bool, bool]:
        """Those come first that agree no more, then those that agree only now."""
        return (not self.turns, self.after.agrees)


def flips(before: Rubric, after: Rubric, benchmarks: Sequence[Benchmark]) -> list[Flip]:
    """What becomes of benchmarks by a later rubric, the worst first."""
    pairs = zip(agreement(before, benchmarks).rows, agreement(after, benchmarks).rows, strict=True)
    moved = [
        Flip(then, now, _reasons(then.benchmark.text, before, after))
        for then, now in pairs
        if then.agrees != now.agrees or band_of(then.score) != band_of(now.score)
    ]
    return sorted(moved, key=lambda flip: flip.rank)


def _reasons(text: str, before: Rubric, after: Rubric) -> tuple[str, ...]:
    return reasons(score(text, before), score(text, after))
