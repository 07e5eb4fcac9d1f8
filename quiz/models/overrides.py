"""Overrides: a lead's own score of an answer, beside the rubric's."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from quiz.models.attempts import Attempt
from quiz.models.benchmarks import Benchmark
from quiz.models.cohorts import Cohort
from quiz.models.disputes import WHY_LIMIT
from quiz.models.regrades import NEWS

if TYPE_CHECKING:
    from quiz.models.accounts import User


class OverrideQuerySet(models.QuerySet["Override"]):
    def in_force(self) -> OverrideQuerySet:
        """Those that no later one of the same answer in the same cohort has replaced.

        Cohorts that are deleted count as one.
        """
        same = Override.objects.alias(place=Coalesce("cohort", Value(0))).filter(
            attempt=OuterRef("attempt"), place=Coalesce(OuterRef("cohort"), Value(0))
        )
        return self.filter(~Exists(same.filter(pk__gt=OuterRef("pk"))))

    def news_for(self, candidate: User) -> OverrideQuerySet:
        """What leads lately gave the candidate's answers, the newest first."""
        lately = self.filter(made_at__gt=timezone.now() - NEWS)
        return lately.filter(attempt__interview__candidate=candidate).in_force()

    def with_names(self) -> OverrideQuerySet:
        """With what a list of them says: lead, cohort, short name of the question, the rubric's score."""
        related = self.select_related("lead", "cohort", "attempt__rubric_version")
        return related.defer("attempt__rubric_version__content", "attempt__result")


class Override(models.Model):
    """What a lead gives an answer, 0 to 100, with the reason.

    The latest of a cohort is shown beside the rubric's score. The candidate sees those of
    all cohorts; leads see those of their own, so that none learns of another.
    An editor may accept it as a benchmark of the question, or decline it and say why; until then it is open.
    """

    class State(models.TextChoices):
        OPEN = "open", "Open"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="overrides")
    cohort = models.ForeignKey(
        Cohort,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Its leads see it.",
    )
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    score = models.PositiveSmallIntegerField(help_text="0 to 100.")
    reason = models.TextField(max_length=WHY_LIMIT)
    made_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    reply = models.TextField(
        max_length=WHY_LIMIT,
        blank=True,
        help_text="Why it is declined, or what else there is to say. The leads read it.",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    benchmark = models.OneToOneField(
        Benchmark, on_delete=models.SET_NULL, null=True, blank=True, related_name="override"
    )

    objects = OverrideQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "-pk"]
        get_latest_by: ClassVar[list[str]] = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(score__lte=100), name="override_score_is_at_most_100"),
            models.CheckConstraint(condition=~Q(reason=""), name="override_says_why"),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True)
                | Q(state__in=["accepted", "declined"], decided_at__isnull=False),
                name="override_is_decided_once_it_is_not_open",
            ),
            models.CheckConstraint(
                condition=Q(state="accepted") | Q(benchmark__isnull=True),
                name="override_is_a_benchmark_once_it_is_accepted",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined", reply=""),
                name="declined_override_says_why",
                violation_error_message="Say why it is declined; the leads read it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score / 10:.1f} for attempt {self.attempt_id}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN
