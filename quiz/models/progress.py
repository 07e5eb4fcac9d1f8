"""How far a candidate has come with a question and with each of its criteria.

Two tables: so a list of questions needs one row each, and a grid of criteria by people is one plain query. A
third counts by day, for what happens over weeks. `quiz.services.progress` writes all in one statement when an
interview is finished; each row is the same in whatever order interviews come in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from quiz.models.attempts import Attempt
from quiz.models.interviews import NOT_ANSWERED
from quiz.models.question_bank import Question
from quiz.scoring import State, band_of

if TYPE_CHECKING:
    from quiz.models.accounts import User


class ProgressQuerySet(models.QuerySet["QuestionProgress"]):
    def of(self, candidate: User) -> ProgressQuerySet:
        return self.filter(candidate=candidate)


class QuestionProgress(models.Model):
    """A candidate's latest attempt at a question that was answered or skipped, and what came before it.

    `covered`, `prompted` and `not_yet` are the criteria of that attempt, without bonus ones.
    """

    candidate = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="progress")
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="+", help_text="The latest.")
    closed_at = models.DateTimeField(help_text="When the latest was.")
    score = models.PositiveSmallIntegerField(help_text="0 to 100, of the latest.")
    is_skipped = models.BooleanField(help_text="Whether the latest was skipped.")
    covered = models.PositiveSmallIntegerField()
    prompted = models.PositiveSmallIntegerField()
    not_yet = models.PositiveSmallIntegerField()
    best_score = models.PositiveSmallIntegerField(help_text="0 to 100, of all.")
    times_asked = models.PositiveIntegerField(help_text="Attempts that were answered or skipped.")
    times_answered = models.PositiveIntegerField()
    first_closed_at = models.DateTimeField(help_text="When the first attempt was.")
    first_score = models.PositiveSmallIntegerField(help_text="0 to 100, of the first.")

    objects = ProgressQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "progress with questions"
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "question"], name="candidate_has_one_progress_with_a_question"
            ),
            models.CheckConstraint(
                condition=Q(score__lte=F("best_score"), best_score__lte=100),
                name="best_score_is_no_less_than_the_latest",
            ),
            models.CheckConstraint(
                condition=Q(first_score__lte=F("best_score"), first_closed_at__lte=F("closed_at")),
                name="first_attempt_is_no_better_than_the_best_nor_later_than_the_latest",
            ),
            models.CheckConstraint(
                condition=Q(times_asked__gte=1, times_answered__lte=F("times_asked")),
                name="progress_counts_at_least_one_attempt",
            ),
        ]

    def __str__(self) -> str:
        return f"Question {self.question_id}, asked {self.times_asked} times"

    @property
    def band(self) -> str:
        """The latest score in words."""
        return NOT_ANSWERED if self.is_skipped else band_of(self.score)


class CriterionProgressQuerySet(models.QuerySet["CriterionProgress"]):
    def of(self, candidate: User) -> CriterionProgressQuerySet:
        return self.filter(candidate=candidate)


class CriterionProgress(models.Model):
    """How a candidate did on one criterion, bonus ones included: in the latest attempt, and how often how.

    A criterion that the rubric no longer has keeps its row; pages go by the criteria that are published.
    """

    candidate = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="criterion_progress")
    slug = models.SlugField(max_length=80)
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="+", help_text="The latest.")
    closed_at = models.DateTimeField(help_text="When the latest was.")
    state = models.CharField(
        max_length=10, choices=[(state.value, state.value) for state in State], help_text="In the latest."
    )
    covered = models.PositiveIntegerField(help_text="How many times.")
    prompted = models.PositiveIntegerField(help_text="How many times.")
    not_yet = models.PositiveIntegerField(help_text="How many times.")
    first_credited_at = models.DateTimeField(
        null=True, help_text="When it was covered or prompted for the first time, if ever."
    )

    objects = CriterionProgressQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "progress with criteria"
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "question", "slug"], name="candidate_has_one_progress_with_a_criterion"
            ),
            models.CheckConstraint(
                condition=Q(covered__gte=1) | Q(prompted__gte=1) | Q(not_yet__gte=1),
                name="progress_with_a_criterion_counts_at_least_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="criterion_is_in_a_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug} of question {self.question_id}: {self.state}"

    @property
    def times(self) -> int:
        return self.covered + self.prompted + self.not_yet


class AnswerDay(models.Model):
    """What a candidate's attempts of one day (UTC) come to: how many, their scores and their criteria.

    `score_sum` adds up scores of 0 to 100, those of skipped attempts too; criteria are without bonus ones.
    """

    candidate = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    day = models.DateField()
    asked = models.PositiveIntegerField(help_text="Attempts that were answered or skipped.")
    answered = models.PositiveIntegerField()
    score_sum = models.PositiveIntegerField()
    covered = models.PositiveIntegerField()
    prompted = models.PositiveIntegerField()
    not_yet = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["candidate", "day"], name="answers_of_a_day_are_counted_once"),
            models.CheckConstraint(
                condition=Q(asked__gte=1, answered__lte=F("asked"), score_sum__lte=F("asked") * 100),
                name="answer_day_counts_at_least_one_attempt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.asked}"
