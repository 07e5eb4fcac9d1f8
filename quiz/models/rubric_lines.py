"""The lines of a rubric as it is being edited: criteria and misconceptions."""

from __future__ import annotations

from itertools import chain, count
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.text import slugify

from quiz.models.question_bank import Question, position_after

if TYPE_CHECKING:
    from datetime import date

NO_SOURCE = "Enter a whole web address that begins with http:// or https://."


class RubricLineManager(models.Manager[Any]):
    def get_by_natural_key(self, topic: str, question: str, slug: str) -> RubricLine:
        line: RubricLine = self.get(question__topic__slug=topic, question__slug=question, slug=slug)
        return line


class CriterionQuerySet(models.QuerySet["Criterion"]):
    def due(self, today: date) -> CriterionQuerySet:
        """Those whose facts are to be checked by now, longest due first."""
        return self.filter(review_by__lte=today).order_by("review_by", "pk")


class RubricLine(models.Model):
    """What criteria and misconceptions have in common: a name, points, and phrases that match a response."""

    slug = models.SlugField(max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(default=0, help_text="0 puts it at the end.")
    name = models.CharField(max_length=120)
    points = models.PositiveSmallIntegerField()
    phrases = ArrayField(models.TextField())

    objects = RubricLineManager()

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "slug"], name="%(class)s_slug_is_unique_in_its_question"
            ),
            models.CheckConstraint(
                condition=Q(points__gte=1, points__lte=10),
                name="%(class)s_points_are_between_1_and_10",
                violation_error_message="Points are whole numbers from 1 to 10.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or self._free_slug()
        self.position = self.position or position_after(self._siblings())
        super().save(*args, **kwargs)

    def _siblings(self) -> models.QuerySet[Any]:
        return type(self)._default_manager.filter(question=self.question_id)  # type: ignore[attr-defined]

    def _free_slug(self) -> str:
        """Make a slug of the name that no sibling has. It stays when the name changes: scores refer to it."""
        base = slugify(self.name)[:70].strip("-") or self._meta.model_name or ""
        taken = set(self._siblings().values_list("slug", flat=True))
        candidates = chain([base], (f"{base}-{number}" for number in count(2)))
        return next(slug for slug in candidates if slug not in taken)


class Criterion(RubricLine):
    """One thing that a good answer says.

    What it says may hold for some time only: it has a source, and days when that was and is to be checked.
    These aren't part of the rubric that is published.
    """

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="criteria")
    is_bonus = models.BooleanField(
        "bonus", default=False, help_text="On top of the ten points; may make up for a gap."
    )
    probe = models.TextField(
        "follow-up", max_length=500, blank=True, help_text="Asked when this was left out."
    )
    missed = models.TextField(
        "said when missed", max_length=500, help_text="“Say that ...”, shown in the debrief."
    )
    source = models.URLField(
        max_length=500,
        blank=True,
        validators=[URLValidator(["http", "https"], message=NO_SOURCE)],
        help_text="A web page that says so; candidates see it below the model answer.",
    )
    checked_on = models.DateField(null=True, blank=True)
    review_by = models.DateField(
        null=True, blank=True, help_text="From that day on it is among the facts to check."
    )

    objects: ClassVar = RubricLineManager.from_queryset(CriterionQuerySet)()

    class Meta(RubricLine.Meta):
        verbose_name_plural = "criteria"
        constraints = [
            *RubricLine.Meta.constraints,
            models.CheckConstraint(
                condition=Q(source="") | Q(source__iregex="^https?://"),
                name="criterion_source_is_a_web_page",
                violation_error_message=NO_SOURCE,
            ),
            models.CheckConstraint(
                condition=Q(checked_on__isnull=True)
                | Q(review_by__isnull=True)
                | Q(review_by__gt=F("checked_on")),
                name="criterion_is_reviewed_after_it_was_checked",
                violation_error_message="“Review by” is a day after “checked on”.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["review_by"], condition=Q(review_by__isnull=False), name="criterion_to_be_checked"
            )
        ]

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.question.natural_key(), self.slug)

    natural_key.dependencies = ["quiz.question"]  # type: ignore[attr-defined]


class Misconception(RubricLine):
    """Something wrong that people say; it costs points and is corrected."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="misconceptions")
    correction = models.TextField(
        max_length=1000, help_text="Markdown. Shown with the words that were mixed up."
    )

    class Meta(RubricLine.Meta):
        pass

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.question.natural_key(), self.slug)

    natural_key.dependencies = ["quiz.question"]  # type: ignore[attr-defined]
