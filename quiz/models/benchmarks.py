"""Benchmarks: example answers that a rubric is held against."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.text import Truncator

from quiz.models.question_bank import Question, position_after
from quiz.models.rubric_versions import RubricVersion

MOST_BENCHMARKS = 100
"""Example answers that a question has at most: so many can still be edited on one page."""


class BenchmarkManager(models.Manager["Benchmark"]):
    def get_by_natural_key(self, topic: str, question: str, position: int) -> Benchmark:
        return self.get(question__topic__slug=topic, question__slug=question, position=position)


class Benchmark(models.Model):
    """An example answer with the grade a person gave it."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="benchmarks")
    position = models.PositiveSmallIntegerField(default=0, help_text="1, 2, 3 ... within the question.")
    grade = models.DecimalField(max_digits=3, decimal_places=1, help_text="0 to 10; halves are allowed.")
    text = models.TextField("answer", max_length=10_000)
    why = models.CharField(
        max_length=500, blank=True, help_text="For editors: which criteria it has, what it lacks."
    )

    objects = BenchmarkManager()

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "position"], name="benchmark_position_is_unique_in_its_question"
            ),
            models.CheckConstraint(
                condition=Q(grade__gte=0, grade__lte=10),
                name="benchmark_grade_is_between_0_and_10",
                violation_error_message="A grade is between 0 and 10.",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="benchmark_has_a_text"),
        ]

    def __str__(self) -> str:
        return Truncator(self.text).words(8)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.position = self.position or position_after(Benchmark.objects.filter(question=self.question_id))
        super().save(*args, **kwargs)

    def natural_key(self) -> tuple[str, str, int]:
        return (*self.question.natural_key(), self.position)

    natural_key.dependencies = ["quiz.question"]  # type: ignore[attr-defined]


class GradersAgreement(models.Model):
    """On how many of the benchmarks there were a version agreed with their graders when it was published."""

    version = models.OneToOneField(RubricVersion, on_delete=models.CASCADE, related_name="graders_agreement")
    agreed = models.PositiveSmallIntegerField()
    count = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed__lte=F("count"), count__gte=1),
                name="graders_agree_on_no_more_than_there_are",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreed} of {self.count}"
