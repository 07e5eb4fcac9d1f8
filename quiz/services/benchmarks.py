"""How far a rubric agrees with the people who graded the example answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from quiz.models import Benchmark
from quiz.scoring import Rubric, score

FARTHEST = Decimal("1.5")
"""Points that a score may be off a grade."""
HALFWAY = 5
"""Points from which an answer is more right than wrong."""


@dataclass(frozen=True)
class BenchmarkScore:
    """What a rubric scores a benchmark, 0 to 100."""

    benchmark: Benchmark
    score: int

    @property
    def agrees(self) -> bool:
        """Whether score and grade are near each other and on the same side of five points."""
        points, grade = Decimal(self.score) / 10, self.benchmark.grade
        return abs(points - grade) <= FARTHEST and (points >= HALFWAY) == (grade >= HALFWAY)


@dataclass(frozen=True)
class Agreement:
    """The benchmarks of a question with their scores, in their order."""

    rows: tuple[BenchmarkScore, ...]

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def agreed(self) -> int:
        return sum(row.agrees for row in self.rows)


def agreement(rubric: Rubric, benchmarks: Iterable[Benchmark]) -> Agreement:
    """Score benchmarks by a rubric."""
    return Agreement(
        tuple(BenchmarkScore(benchmark, score(benchmark.text, rubric).value) for benchmark in benchmarks)
    )
