"""How far a rubric agrees with the people who graded the example answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from quiz.models import MOST_BENCHMARKS, Benchmark, Question, User
from quiz.scoring import Rubric, score
from quiz.services.revising import revising

FARTHEST = Decimal("1.5")
"""Points that a score may be off a grade."""
MOST_CHARACTERS = 150_000
"""Of all answers of a question together: so much can still be sent from its page."""
HALFWAY = 5
"""Points from which an answer is more right than wrong."""


class BenchmarksError(ValueError):
    """Benchmarks that can't be added; `problems` says why, a sentence for each line."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True)
class GivenBenchmark:
    """A benchmark to be added, and the line of the file that it begins on."""

    line: int
    grade: Decimal
    text: str
    why: str


@dataclass(frozen=True)
class BenchmarkScore:
    """What a rubric scores a benchmark, 0 to 100."""

    benchmark: Benchmark
    score: int

    @property
    def difference(self) -> Decimal:
        """Points that the score is above the grade; negative if it is below."""
        return Decimal(self.score) / 10 - self.benchmark.grade

    @property
    def agrees(self) -> bool:
        """Whether score and grade are near each other and on the same side of five points."""
        points, grade = Decimal(self.score) / 10, self.benchmark.grade
        return abs(self.difference) <= FARTHEST and (points >= HALFWAY) == (grade >= HALFWAY)


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

    @property
    def worst_first(self) -> list[BenchmarkScore]:
        """Those that disagree first; the farther off, the earlier."""
        return sorted(self.rows, key=lambda row: (row.agrees, -abs(row.difference)))


def agreement(rubric: Rubric, benchmarks: Iterable[Benchmark]) -> Agreement:
    """Score benchmarks by a rubric."""
    return Agreement(
        tuple(BenchmarkScore(benchmark, _value(benchmark.text, rubric)) for benchmark in benchmarks)
    )


@lru_cache(maxsize=2048)
def _value(text: str, rubric: Rubric) -> int:
    """What a benchmark scores; kept, since a rubric that is being edited is held against it ever again."""
    return score(text, rubric).value


def add_benchmarks(question: Question, editor: User, given: Sequence[GivenBenchmark]) -> None:
    """Add all of them behind those there are. Raises BenchmarksError, and then adds none."""
    with revising(question.pk, editor) as locked:
        there = list(locked.benchmarks.all())
        if problems := (*_twice(there, given), *_too_much(there, [row.text for row in given])):
            raise BenchmarksError(problems)
        first = max((benchmark.position for benchmark in there), default=0) + 1
        Benchmark.objects.bulk_create(
            Benchmark(question=locked, position=place, grade=row.grade, text=row.text, why=row.why)
            for place, row in enumerate(given, start=first)
        )


def add_benchmark(editor: User, question_id: int, *, grade: Decimal, text: str, why: str) -> Benchmark:
    """Add one behind those there are. Raises BenchmarksError."""
    with revising(question_id, editor) as locked:
        if problems := problems_with(locked, text):
            raise BenchmarksError(problems)
        return locked.benchmarks.create(grade=grade, text=text, why=why)


def grade_benchmark(editor: User, benchmark: Benchmark, *, grade: Decimal, why: str) -> Benchmark:
    """Give it another grade, and another reason for it."""
    with revising(benchmark.question_id, editor):
        benchmark.grade, benchmark.why = grade, why
        benchmark.save(update_fields=["grade", "why"])
    return benchmark


def problems_with(question: Question, text: str) -> list[str]:
    """Why an answer can't be added, a sentence each; to be relied on while the question is locked."""
    there = list(question.benchmarks.all())
    places = (row.position for row in there if without_spaces(row.text) == without_spaces(text))
    same = [f"This answer is already there, as benchmark {place} of its question." for place in places]
    return [*same, *_too_much(there, [text])]


def without_spaces(answer: str) -> str:
    """What tells answers apart: their words, whatever the spaces between them."""
    return " ".join(answer.split())


def _twice(there: Iterable[Benchmark], given: Iterable[GivenBenchmark]) -> Iterator[str]:
    places = {without_spaces(row.text): f"benchmark {row.position} of this question" for row in there}
    for row in given:
        if place := places.get(answer := without_spaces(row.text)):
            yield f"Line {row.line}: this answer is already there, as {place}."
        places.setdefault(answer, f"line {row.line} of the file")


def _too_much(there: Sequence[Benchmark], texts: Sequence[str]) -> Iterator[str]:
    if len(there) + len(texts) > MOST_BENCHMARKS:
        yield (
            f"A question has at most {MOST_BENCHMARKS} benchmarks; this one has {len(there)}, "
            f"and {len(texts)} would be added."
        )
    if sum(map(len, [*(row.text for row in there), *texts])) > MOST_CHARACTERS:
        yield f"The answers of a question may have {MOST_CHARACTERS:,} characters together; these have more."
