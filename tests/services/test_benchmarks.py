"""How far a rubric agrees with those who graded its benchmarks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quiz.models import Benchmark
from quiz.scoring import Rubric
from quiz.services.benchmarks import BenchmarkScore, agreement
from quiz.services.question_bank import rubric_content
from tests.factories import GOOD_ANSWER, HALF_ANSWER, make_benchmark, make_question


@pytest.mark.parametrize(
    ("grade", "score", "agrees"),
    [
        ("6.0", 60, True),
        ("7.5", 60, True),
        ("7.6", 60, False),
        ("8.5", 100, True),
        ("8.0", 100, False),
        ("5.0", 50, True),
        ("4.5", 50, False),
        ("5.0", 49, False),
        ("0.0", 15, True),
        ("0", 16, False),
    ],
)
def test_score_and_grade_agree_when_near_and_on_the_same_side(grade: str, score: int, agrees: bool) -> None:
    assert BenchmarkScore(Benchmark(grade=Decimal(grade)), score).agrees == agrees


@pytest.mark.django_db
def test_benchmarks_are_scored_in_their_order() -> None:
    question = make_question()
    good = make_benchmark(question, grade=Decimal("9.0"), text=GOOD_ANSWER)
    half = make_benchmark(question, grade=Decimal("9.0"), text=HALF_ANSWER)
    found = agreement(Rubric.from_json(rubric_content(question)), question.benchmarks.all())
    assert found.rows == (BenchmarkScore(good, 100), BenchmarkScore(half, 60))
    assert (found.agreed, found.count) == (1, 2)
