"""What the database keeps of benchmarks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from quiz.models import Benchmark
from tests.factories import make_benchmark, make_question

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("benchmark_grade_is_between_0_and_10", {"grade": Decimal("10.5")}),
        ("benchmark_grade_is_between_0_and_10", {"grade": Decimal("-0.5")}),
        ("benchmark_has_a_text", {"text": ""}),
        ("benchmark_position_is_unique_in_its_question", {"position": 1}),
    ],
)
def test_an_impossible_benchmark_is_refused(constraint: str, fields: dict[str, Any]) -> None:
    question = make_question()
    make_benchmark(question, position=1)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_benchmark(question, **fields)


def test_grades_have_halves() -> None:
    make_benchmark(make_question(), grade=Decimal("7.5"))
    assert Benchmark.objects.get().grade == Decimal("7.5")


def test_a_benchmark_is_found_by_topic_question_and_position() -> None:
    benchmark = make_benchmark(make_question(slug="cold-start"))
    assert benchmark.natural_key() == ("serverless", "cold-start", 1)
    assert Benchmark.objects.get_by_natural_key("serverless", "cold-start", 1) == benchmark


def test_a_benchmark_goes_with_its_question() -> None:
    question = make_question()
    make_benchmark(question)
    question.delete()
    assert not Benchmark.objects.exists()


def test_a_benchmark_is_called_by_its_first_words() -> None:
    benchmark = Benchmark(text="The platform creates a new environment, and it takes a second.")
    assert str(benchmark) == "The platform creates a new environment, and it…"
