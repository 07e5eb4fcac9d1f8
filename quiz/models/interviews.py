"""Interviews and their attempts."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils import timezone

from quiz.models.question_bank import Question, RubricVersion, Topic
from quiz.scoring import Receipt, Rubric, Score, band_of

if TYPE_CHECKING:
    from quiz.models.accounts import User

RESPONSE_LIMIT = 10_000
"""Characters (code points) that a response may have."""


NOT_ANSWERED = "Not answered"
"""Stands where a band would."""


class InterviewQuerySet(models.QuerySet["Interview"]):
    def of(self, candidate: User) -> InterviewQuerySet:
        return self.filter(candidate=candidate)

    def unfinished(self) -> InterviewQuerySet:
        return self.filter(finished_at__isnull=True)

    def finished(self) -> InterviewQuerySet:
        """Newest first."""
        return self.filter(finished_at__isnull=False).order_by("-finished_at", "-pk")


class Interview(models.Model):
    """One candidate's mock interview. Its numbers are filled in when it is finished."""

    candidate = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="interviews"
    )
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="interviews")
    question_count = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    follow_ups = models.BooleanField(default=True)
    seed = models.PositiveIntegerField(help_text="The order of the questions was drawn with it.")
    started_at = models.DateTimeField(default=timezone.now)
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
                condition=Q(finished_at__isnull=True),
                name="candidate_has_one_unfinished_interview",
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
        return f"{self.topic}, {self.started_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("interview_debrief" if self.finished_at else "interview_detail", args=[self.pk])

    @property
    def band(self) -> str:
        """The score in words."""
        return NOT_ANSWERED if self.score is None else band_of(self.score)


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def of(self, candidate: User) -> AttemptQuerySet:
        return self.filter(interview__candidate=candidate)

    def waiting(self) -> AttemptQuerySet:
        """Those whose answer or follow-up is being waited for."""
        return self.filter(status__in=Attempt.WAITING)

    def with_names(self) -> AttemptQuerySet:
        """With the short names of their questions, as published, for pages that list them."""
        return self.select_related("rubric_version").defer("rubric_version__content")

    def closed(self) -> AttemptQuerySet:
        """Those that count: answered or skipped."""
        return self.filter(status__in=Attempt.CLOSED)


class Attempt(models.Model):
    """One response to one question. It exists before it is answered and is answered once.

    planned -> asked -> (probed ->) answered, or -> skipped; left out when the interview is finished early.
    While it is asked or probed it waits for the turn that `turn` names, and `draft` is being written for it.
    """

    class Status(models.TextChoices):
        PLANNED = "planned", "Planned"
        ASKED = "asked", "Asked"
        PROBED = "probed", "Follow-up asked"
        ANSWERED = "answered", "Answered"
        SKIPPED = "skipped", "Skipped"
        LEFT_OUT = "left-out", "Left out"

    class Turn(models.TextChoices):
        ANSWER = "answer", "Answer"
        FOLLOW_UP = "follow-up", "Follow-up"

    WAITING: ClassVar[dict[str, Turn]] = {Status.ASKED: Turn.ANSWER, Status.PROBED: Turn.FOLLOW_UP}
    CLOSED: ClassVar[list[str]] = [Status.ANSWERED, Status.SKIPPED]

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="attempts")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="attempts")
    rubric_version = models.ForeignKey(RubricVersion, on_delete=models.PROTECT, related_name="attempts")
    position = models.PositiveSmallIntegerField(help_text="1, 2, 3 ... within the interview.")
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    asked_at = models.DateTimeField(null=True, blank=True)
    draft = models.TextField(blank=True)
    draft_saved_at = models.DateTimeField(null=True, blank=True)
    response = models.TextField(blank=True)
    responded_at = models.DateTimeField(null=True, blank=True)
    probed_criterion = models.SlugField(max_length=80, blank=True)
    follow_up_response = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    score = models.PositiveSmallIntegerField(null=True, blank=True, help_text="0 to 100.")
    result = models.JSONField(null=True, blank=True, help_text="As `Score.to_json` gives it.")

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["interview", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "position"], name="attempt_position_is_unique_in_its_interview"
            ),
            models.UniqueConstraint(fields=["interview", "question"], name="interview_asks_a_question_once"),
            models.UniqueConstraint(
                fields=["interview"],
                condition=Q(status__in=["asked", "probed"]),
                name="interview_waits_for_one_answer_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["planned", "asked", "left-out"], score__isnull=True, result__isnull=True
                )
                | Q(status__in=["probed", "answered", "skipped"], score__isnull=False, result__isnull=False),
                name="attempt_is_scored_once_answered",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["answered", "skipped"], closed_at__isnull=False)
                | Q(status__in=["planned", "asked", "probed", "left-out"], closed_at__isnull=True),
                name="attempt_is_closed_when_answered_or_skipped",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["planned", "left-out"]) | Q(asked_at__isnull=False),
                name="attempt_is_asked_before_it_is_answered",
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__lte=100), name="attempt_score_is_between_0_and_100"
            ),
            models.CheckConstraint(
                condition=Q(LessThanOrEqual(Length("response"), RESPONSE_LIMIT))
                & Q(LessThanOrEqual(Length("follow_up_response"), RESPONSE_LIMIT))
                & Q(LessThanOrEqual(Length("draft"), RESPONSE_LIMIT)),
                name="response_keeps_to_its_limit",
            ),
        ]

    def __str__(self) -> str:
        return f"Question {self.position} of interview {self.interview_id}"

    @property
    def turn(self) -> Turn | None:
        """The turn it waits for, or None."""
        return self.WAITING.get(self.status)

    def said(self, turn: str) -> str:
        """What was sent in for the turn; empty while it waits."""
        return self.response if turn == self.Turn.ANSWER else self.follow_up_response

    @property
    def rubric(self) -> Rubric:
        """The rubric it is pinned to; kept in memory, since a version never changes."""
        return rubric_of_version(self.rubric_version_id)

    @property
    def probe(self) -> str:
        """The follow-up that was asked, or an empty string."""
        criteria = self.rubric.criteria if self.probed_criterion else ()
        return next(
            (criterion.probe for criterion in criteria if criterion.slug == self.probed_criterion), ""
        )

    @property
    def time_taken(self) -> timedelta:
        """From the question to the last answer to it; zero while it waits."""
        return self.closed_at - self.asked_at if self.closed_at and self.asked_at else timedelta()

    @property
    def scored(self) -> Score | None:
        result: dict[str, Any] | None = self.result
        return None if result is None else Score.from_json(result)

    @property
    def receipt(self) -> Receipt:
        """What its score can be checked by; only for one that is scored."""
        result: Any = self.result
        return Receipt.of(result, self.rubric, self.response, self.follow_up_response, self.probe)


@lru_cache(maxsize=1024)
def rubric_of_version(pk: int) -> Rubric:
    """Return the rubric of a published version; costs a query the first time only."""
    return RubricVersion.objects.get(pk=pk).rubric
