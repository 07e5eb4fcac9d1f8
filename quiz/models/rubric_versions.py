"""The published versions of a rubric."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from django.db import models
from django.utils import timezone

from quiz.models.question_bank import Question
from quiz.scoring import Rubric


class RubricVersion(models.Model):
    """A published rubric with its question and model answer. A database trigger refuses changes."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(help_text="1, 2, 3 ... within the question.")
    short_name = models.CharField(max_length=80, help_text="Of the question, when it was published.")
    content = models.JSONField(help_text="As `Rubric.to_json` gives it.")
    askable = models.GeneratedField(
        expression=models.Func(
            "content",
            function="jsonb_path_query_array",
            template="""%(function)s(%(expressions)s, '$.criteria[*] ? (@.probe != "").slug')""",
        ),
        output_field=models.JSONField(),
        db_persist=True,
        help_text="The slugs of the criteria that have a follow-up.",
    )
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["question", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "number"], name="rubric_version_number_is_unique_in_its_question"
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"

    @cached_property
    def rubric(self) -> Rubric:
        return Rubric.from_json(self.content)
