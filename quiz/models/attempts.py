"""Attempts: one response to one question of an interview, with its follow-ups and score."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from quiz.models.interviews import MOST_FOLLOW_UPS, Interview
from quiz.models.question_bank import Question
from quiz.models.rubric_versions import RubricVersion
from quiz.scoring import FollowUp, Rubric, Score

if TYPE_CHECKING:
    from quiz.models.accounts import User

RESPONSE_LIMIT = 10_000
"""Characters (code points) that a response may have."""

_ALL_FOLLOW_UPS = Func("follow_ups", Value(""), function="array_to_string", output_field=models.TextField())


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def of(self, candidate: User) -> AttemptQuerySet:
        return self.filter(interview__candidate=candidate)

    def waiting(self) -> AttemptQuerySet:
        """Those whose answer or follow-up is being waited for."""
        return self.filter(status__in=Attempt.WAITING)

    def open(self) -> AttemptQuerySet:
        """Those of an interview that aren't over, the one that waits first."""
        return self.filter(status__in=Attempt.OPEN).order_by("position")

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
    While it is asked or probed it waits for the turn that `turn` names, and `draft` is being written for it;
    `draft_dictated` is how long the microphone was on for that, and becomes a part of `dictated` with it.
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
    OPEN: ClassVar[list[str]] = [Status.PLANNED, *WAITING]
    CLOSED: ClassVar[list[str]] = [Status.ANSWERED, Status.SKIPPED]

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="attempts")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="attempts")
    rubric_version = models.ForeignKey(RubricVersion, on_delete=models.PROTECT, related_name="attempts")
    asked_version = models.ForeignKey(
        RubricVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The version that asked, if it was regraded by another.",
    )
    position = models.PositiveSmallIntegerField(help_text="1, 2, 3 ... within the interview.")
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    asked_at = models.DateTimeField(null=True, blank=True)
    draft = models.TextField(blank=True)
    draft_saved_at = models.DateTimeField(null=True, blank=True)
    draft_dictated = models.DurationField(
        default=timedelta, help_text="How long the microphone was on for it."
    )
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
    def asked_rubric(self) -> Rubric:
        """The rubric that asked question and follow-ups; a regrade changes only what scores them."""
        return rubric_of_version(self.asked_version_id or self.rubric_version_id)

    @property
    def probes(self) -> list[str]:
        """The follow-ups that were asked."""
        if not self.probed:
            return []
        criteria = {criterion.slug: criterion for criterion in self.asked_rubric.criteria}
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
