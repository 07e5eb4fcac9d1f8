"""Interviews: what was planned, and how it came out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils import timezone

from quiz.models.question_bank import Question
from quiz.scoring import band_of

if TYPE_CHECKING:
    from quiz.models.accounts import User
    from quiz.models.attempts import Attempt
    from quiz.models.cohorts import Cohort

TITLE_LENGTH = 200

MOST_FOLLOW_UPS = 2
"""On one question."""

GRACE = timedelta(seconds=5)
"""What is sent in at the last moment may be on its way for this long when its time is over."""

NOT_ANSWERED = "Not answered"
"""Stands where the band of a question that was skipped would."""

UNTITLED = "Interview"
"""Is read where a title isn't there, or not to be read."""

NOTHING_ANSWERED = "Nothing answered"
"""Stands where the band of an interview would."""


class InterviewQuerySet(models.QuerySet["Interview"]):
    def of(self, candidate: User) -> InterviewQuerySet:
        return self.filter(candidate=candidate)

    def unfinished(self) -> InterviewQuerySet:
        return self.filter(finished_at__isnull=True)

    def mock(self) -> InterviewQuerySet:
        """Those that were planned, without the practice of single questions."""
        return self.filter(question__isnull=True)

    def finished(self) -> InterviewQuerySet:
        """Newest first."""
        return self.filter(finished_at__isnull=False).order_by("-finished_at", "-pk")

    def titled_for(self, cohort: Cohort) -> InterviewQuerySet:
        """With `title_for_leads`: that of another cohort's assignment isn't theirs to read."""
        theirs = Q(task__isnull=True) | Q(task__assignment__cohort=cohort)
        return self.annotate(title_for_leads=Case(When(theirs, then="title"), default=Value(UNTITLED)))


class Interview(models.Model):
    """One candidate's mock interview, or the practice of one `question`.

    Its numbers are filled in when it is finished. It has a time limit, or none and can be paused.
    """

    class Feedback(models.TextChoices):
        EACH = "each", "After each answer"
        END = "end", "Only at the end"

    candidate = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="interviews"
    )
    title = models.CharField(
        max_length=TITLE_LENGTH, help_text="Its plan, topics or question in a few words."
    )
    topics = ArrayField(models.SlugField(), default=list, blank=True, help_text="That were chosen, by slug.")
    question = models.ForeignKey(
        Question,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="practice",
        help_text="The one that is practised; none in a mock interview.",
    )
    question_count = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    follow_ups = models.PositiveSmallIntegerField(default=1, help_text="On one question, at most.")
    feedback = models.CharField(max_length=4, choices=Feedback, default=Feedback.EACH)
    time_limit = models.DurationField(null=True, blank=True, help_text="Of the whole interview.")
    question_time_limit = models.DurationField(
        null=True, blank=True, help_text="Of each question with its follow-ups."
    )
    seed = models.PositiveIntegerField(help_text="The order of the questions was drawn with it.")
    started_at = models.DateTimeField(default=timezone.now)
    paused_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    score = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="0 to 100, the mean of its attempts."
    )
    covered = models.PositiveSmallIntegerField(default=0)
    prompted = models.PositiveSmallIntegerField(default=0)
    not_yet = models.PositiveSmallIntegerField(default=0)

    objects = InterviewQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate"],
                condition=Q(finished_at__isnull=True, question__isnull=True),
                name="candidate_has_one_unfinished_interview",
            ),
            models.UniqueConstraint(
                fields=["candidate", "question"],
                condition=Q(finished_at__isnull=True),
                name="candidate_practices_a_question_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(paused_at__isnull=True)
                | Q(finished_at__isnull=True, time_limit__isnull=True, question_time_limit__isnull=True),
                name="only_an_open_interview_without_limit_is_paused",
            ),
            models.CheckConstraint(
                condition=Q(follow_ups__lte=MOST_FOLLOW_UPS), name="interview_asks_at_most_two_follow_ups"
            ),
            models.CheckConstraint(
                condition=(Q(time_limit__isnull=True) | Q(time_limit__gt=timedelta()))
                & (Q(question_time_limit__isnull=True) | Q(question_time_limit__gt=timedelta())),
                name="interview_limits_are_positive",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=False) | Q(score__isnull=True),
                name="interview_has_no_score_before_it_is_finished",
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__lte=100),
                name="interview_score_is_between_0_and_100",
            ),
        ]
        indexes = [models.Index(fields=["candidate", "-finished_at"], name="interview_recent")]

    def __str__(self) -> str:
        return f"{self.title}, {self.started_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("interview_debrief" if self.finished_at else "interview_detail", args=[self.pk])

    @property
    def band(self) -> str:
        """The score in words; there is none if it was finished before anything was answered."""
        return NOTHING_ANSWERED if self.score is None else band_of(self.score)

    @property
    def is_timed(self) -> bool:
        return self.time_limit is not None or self.question_time_limit is not None

    @property
    def ends_at(self) -> datetime | None:
        """When its time is over; None without a limit for the whole."""
        return self.started_at + self.time_limit if self.time_limit else None

    def deadline(self, attempt: Attempt) -> datetime | None:
        """When the time for a question that was asked is over; None without a limit."""
        ends = [self.ends_at]
        if self.question_time_limit and attempt.asked_at:
            ends.append(attempt.asked_at + self.question_time_limit)
        return min((end for end in ends if end), default=None)
