"""The question bank: topics, and questions with their model answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import FilteredRelation, Q
from django.utils import timezone

if TYPE_CHECKING:
    from quiz.models.accounts import User

REVISED = ("revision", "revised_at", "revised_by")
"""The fields that `Question.revise` sets."""

COMPLETE_SCORE = 90
"""The lower end of the highest band; a question whose latest score is below it is to be improved."""


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
