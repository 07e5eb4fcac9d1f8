"""The question bank: topics, questions with their rubric, and the published versions of it."""

from __future__ import annotations

from functools import cached_property
from itertools import chain, count
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone
from django.utils.text import slugify

from quiz.scoring import Rubric

if TYPE_CHECKING:
    from datetime import date

    from quiz.models.accounts import User

REVISED = ("revision", "revised_at", "revised_by")
"""The fields that `Question.revise` sets."""

COMPLETE_SCORE = 90
"""The lower end of the highest band; a question whose latest score is below it is to be improved."""

NO_SOURCE = "Enter a whole web address that begins with http:// or https://."


def position_after(siblings: models.QuerySet[Any]) -> int:
    """The position behind all of them."""
    last: int | None = siblings.aggregate(last=models.Max("position"))["last"]
    return (last or 0) + 1


class TopicQuerySet(models.QuerySet["Topic"]):
    def with_published_questions(self) -> TopicQuerySet:
        """Those that an interview can be held on, with `question_count`, for the form that starts one.

        They are ordered here once more, since Django forgets the order of the model where it counts.
        """
        count = models.Count("questions", filter=Q(questions__current_version__isnull=False))
        counted = self.annotate(question_count=count).filter(question_count__gt=0)
        return counted.order_by("position", "name")


class TopicManager(models.Manager["Topic"]):
    def get_by_natural_key(self, slug: str) -> Topic:
        return self.get(slug=slug)


class Topic(models.Model):
    """A subject that interviews are held on."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Its place in lists; 0 puts it at the end."
    )
    alien_terms = ArrayField(models.TextField(), default=list, blank=True)

    objects = TopicManager.from_queryset(TopicQuerySet)()

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.position = self.position or position_after(Topic.objects.all())
        super().save(*args, **kwargs)

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class QuestionState(models.TextChoices):
    """Where a candidate is with a question, by the latest score."""

    NOT_TRIED = "not-tried", "Not tried"
    TO_IMPROVE = "to-improve", "To improve"
    COMPLETE = "complete", "Complete"

    @property
    def condition(self) -> Q:
        """For questions `with_progress_of` a candidate."""
        return {
            QuestionState.NOT_TRIED: Q(mine__isnull=True),
            QuestionState.TO_IMPROVE: Q(mine__score__lt=COMPLETE_SCORE),
            QuestionState.COMPLETE: Q(mine__score__gte=COMPLETE_SCORE),
        }[self]


class QuestionQuerySet(models.QuerySet["Question"]):
    def published(self) -> QuestionQuerySet:
        """Those with a published rubric; only these are asked."""
        return self.filter(current_version__isnull=False)

    def with_agreement(self) -> QuestionQuerySet:
        """With how far the published rubric agrees with graders, for a page of one question."""
        kept = self.select_related("current_version__graders_agreement")
        return kept.defer("current_version__content", "current_version__askable")

    def with_progress_of(self, candidate: User) -> QuestionQuerySet:
        """With `mine`, the candidate's progress with each, to filter by."""
        return self.alias(mine=FilteredRelation("progress", condition=Q(progress__candidate=candidate)))

    def with_words(self, words: str) -> QuestionQuerySet:
        """Those that have every word in their name or text; all of them for no words."""
        conditions = (Q(short_name__icontains=word) | Q(text__icontains=word) for word in words.split())
        return self.filter(*conditions)


class QuestionManager(models.Manager["Question"]):
    def get_by_natural_key(self, topic: str, slug: str) -> Question:
        return self.get(topic__slug=topic, slug=slug)


class Question(models.Model):
    """A question, its model answer and the rubric that its answers are scored by."""

    class Difficulty(models.TextChoices):
        EASY = "easy", "Easy"
        MEDIUM = "medium", "Medium"
        HARD = "hard", "Hard"

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="questions")
    slug = models.SlugField(max_length=80)
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Its place in the topic; 0 puts it at the end."
    )
    short_name = models.CharField(max_length=80, help_text="A few words for lists: “Event sources”.")
    text = models.TextField("question", max_length=2000)
    model_answer = models.TextField(max_length=10_000, help_text="Markdown. Shown after the answer is in.")
    difficulty = models.CharField(max_length=10, choices=Difficulty, default=Difficulty.MEDIUM)
    current_version = models.OneToOneField(
        "RubricVersion", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    revision = models.PositiveIntegerField(default=0, editable=False, help_text="Raised by each change.")
    revised_at = models.DateTimeField(null=True, editable=False)
    revised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = QuestionManager.from_queryset(QuestionQuerySet)()

    class Meta:
        ordering: ClassVar[list[str]] = ["topic__position", "topic__name", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "slug"], name="question_slug_is_unique_in_its_topic"),
        ]

    def __str__(self) -> str:
        return self.short_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.position = self.position or position_after(Question.objects.filter(topic=self.topic_id))
        super().save(*args, **kwargs)

    def natural_key(self) -> tuple[str, str]:
        return (self.topic.slug, self.slug)

    natural_key.dependencies = ["quiz.topic"]  # type: ignore[attr-defined]

    @property
    def is_published(self) -> bool:
        return self.current_version_id is not None

    def revise(self, editor: User | None) -> None:
        """Say that it, its rubric or its benchmarks are changed: whoever has it open for editing is told.

        Save it with `REVISED`, the row being locked. Publishing changes nothing of these.
        """
        self.revision += 1
        self.revised_at, self.revised_by = timezone.now(), editor


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


class LoadedItem(models.Model):
    """What a fixture brought in; the digest tells whether an editor has changed it since."""

    key = models.CharField(
        max_length=140,
        unique=True,
        help_text="“topic/question”, “topic” for its alien terms, “@name” for a glossary entry.",
    )
    digest = models.CharField(max_length=64, help_text="SHA-256 of the content as it was loaded.")

    def __str__(self) -> str:
        return self.key
