"""Overrides: a lead's own score of an answer, beside the rubric's."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from quiz.models.attempts import Attempt
from quiz.models.benchmarks import Benchmark
from quiz.models.disputes import WHY_LIMIT


class Override(models.Model):
    """What a lead gives an answer, 0 to 100, with the reason. The latest is shown beside the rubric's score.

    An editor may accept it as a benchmark of the question, or decline it; until then it is open.
    """

    class State(models.TextChoices):
        OPEN = "open", "Open"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="overrides")
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    score = models.PositiveSmallIntegerField(help_text="0 to 100.")
    reason = models.TextField(max_length=WHY_LIMIT)
    made_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    benchmark = models.OneToOneField(
        Benchmark, on_delete=models.SET_NULL, null=True, blank=True, related_name="override"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "-pk"]
        get_latest_by: ClassVar[list[str]] = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(score__lte=100), name="override_score_is_at_most_100"),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True)
                | Q(state__in=["accepted", "declined"], decided_at__isnull=False),
                name="override_is_decided_once_it_is_not_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score / 10:.1f} for attempt {self.attempt_id}"
