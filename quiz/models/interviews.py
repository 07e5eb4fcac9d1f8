"""Interviews and their attempts."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils import timezone

from quiz.models.question_bank import Question, RubricVersion
from quiz.scoring import FollowUp, Rubric, Score, band_of

if TYPE_CHECKING:
    from quiz.models.accounts import User

RESPONSE_LIMIT = 10_000
"""Characters (code points) that a response may have."""

TITLE_LENGTH = 200

MOST_FOLLOW_UPS = 2
"""On one question."""

GRACE = timedelta(seconds=5)
"""What is sent in at the last moment may be on its way for this long when its time is over."""

NOT_ANSWERED = "Not answered"
"""Stands where a band would."""

_ALL_FOLLOW_UPS = Func("follow_ups", Value(""), function="array_to_string", output_field=models.TextField())


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
        help_text="The one that is practiced; none in a mock interview.",
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
        """The score in words."""
        return NOT_ANSWERED if self.score is None else band_of(self.score)

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

    def counted(self) -> AttemptQuerySet:
        """Those of finished interviews: what counts as progress, and whose scores may be seen."""
        return self.closed().filter(interview__finished_at__isnull=False)


class Attempt(models.Model):
    """One response to one question. It exists before it is answered and is answered once.

    planned -> asked -> (probed ->) answered, or -> skipped; left out when the interview is finished early.
    While it is asked or probed it waits for the turn that `turn` names, and `draft` is being written for it.
    `probed` has the criteria that follow-ups asked about, by slug, `follow_ups` what was said to each, and
    `said_at` when the response and those were sent in.
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
        SECOND_FOLLOW_UP = "follow-up-2", "Second follow-up"

    WAITING: ClassVar[list[str]] = [Status.ASKED, Status.PROBED]
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
    probed = ArrayField(models.SlugField(max_length=80), size=MOST_FOLLOW_UPS, default=list, blank=True)
    follow_ups = ArrayField(models.TextField(blank=True), size=MOST_FOLLOW_UPS, default=list, blank=True)
    said_at = ArrayField(models.DateTimeField(), size=1 + MOST_FOLLOW_UPS, default=list, blank=True)
    dictated = models.DurationField(default=timedelta, help_text="How long the microphone was on.")
    paused = models.DurationField(default=timedelta, help_text="How long it rested.")
    timed_out = models.BooleanField(default=False, help_text="Its draft was taken when the time was over.")
    closed_at = models.DateTimeField(null=True, blank=True)
    score = models.PositiveSmallIntegerField(null=True, blank=True, help_text="0 to 100.")
    result = models.JSONField(null=True, blank=True, help_text="As `Score.to_json` gives it.")
    receipt = models.JSONField(null=True, blank=True, help_text="Digests of words, rubric and score.")

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
                & Q(LessThanOrEqual(Length(_ALL_FOLLOW_UPS), MOST_FOLLOW_UPS * RESPONSE_LIMIT))
                & Q(LessThanOrEqual(Length("draft"), RESPONSE_LIMIT)),
                name="response_keeps_to_its_limit",
            ),
            models.CheckConstraint(
                condition=Q(status="probed", probed__len=F("follow_ups__len") + 1)
                | (~Q(status="probed") & Q(probed__len=F("follow_ups__len"))),
                name="attempt_waits_for_its_last_follow_up",
            ),
        ]

    def __str__(self) -> str:
        return f"Question {self.position} of interview {self.interview_id}"

    @property
    def turn(self) -> Turn | None:
        """The turn it waits for, or None."""
        return list(self.Turn)[len(self.probed)] if self.status in self.WAITING else None

    def said(self, turn: str) -> str:
        """What was sent in for the turn; empty while it waits."""
        said = [self.response, *self.follow_ups]
        number = self.Turn.values.index(turn)
        return said[number] if number < len(said) else ""

    @property
    def rubric(self) -> Rubric:
        """The rubric it is pinned to; kept in memory, since a version never changes."""
        return rubric_of_version(self.rubric_version_id)

    @property
    def probes(self) -> list[str]:
        """The follow-ups that were asked."""
        criteria = {criterion.slug: criterion for criterion in self.rubric.criteria} if self.probed else {}
        return [criteria[slug].probe for slug in self.probed]

    @property
    def answered_follow_ups(self) -> list[FollowUp]:
        """What was said to each follow-up, without one that waits."""
        return [FollowUp(*pair) for pair in zip(self.follow_ups, self.probes, strict=False)]

    @property
    def time_taken(self) -> timedelta:
        """From the question to the last answer to it, without pauses; zero while it waits."""
        if not (self.closed_at and self.asked_at):
            return timedelta()
        return max(self.closed_at - self.asked_at - self.paused, timedelta())

    @property
    def scored(self) -> Score | None:
        result: dict[str, Any] | None = self.result
        return None if result is None else Score.from_json(result)


@lru_cache(maxsize=1024)
def rubric_of_version(pk: int) -> Rubric:
    """Return the rubric of a published version; costs a query the first time only."""
    return RubricVersion.objects.get(pk=pk).rubric
