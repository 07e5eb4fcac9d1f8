"""Answers that are scored again by a later version; the scores before stay."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from quiz.models.attempts import Attempt
from quiz.models.disputes import WHY_LIMIT
from quiz.models.rubric_versions import RubricVersion

if TYPE_CHECKING:
    from quiz.models.accounts import User

NEWS = timedelta(days=14)
"""How long a candidate is told on the home page."""


class Regrade(models.Model):
    """That answers to a question are scored again by a version of its rubric, candidate by candidate.

    `disputed_only` leaves all alone but those with a dispute that was accepted since the publication before.
    `last_candidate` is the key of the last candidate who is done, 0 at first; `done` counts answers, of
    `total` there were at the start.
    """

    version = models.ForeignKey(RubricVersion, on_delete=models.CASCADE, related_name="regrades")
    disputed_only = models.BooleanField(default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    why = models.TextField(max_length=WHY_LIMIT, help_text="The candidates read it.")
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    last_candidate = models.BigIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-started_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="regrade_says_why")]

    def __str__(self) -> str:
        return f"Regrade by {self.version}"


class EarlierScoreQuerySet(models.QuerySet["EarlierScore"]):
    def news_for(self, candidate: User) -> EarlierScoreQuerySet:
        """What was lately scored otherwise, the newest first."""
        mine = self.filter(attempt__interview__candidate=candidate, at__gt=timezone.now() - NEWS)
        return mine.exclude(score=F("attempt__score")).order_by("-at", "-pk")

    def with_names(self) -> EarlierScoreQuerySet:
        """With what a list of them says: the short name of the question, the score now, the reason."""
        related = self.select_related("attempt__rubric_version", "regrade")
        return related.defer("attempt__rubric_version__content", "attempt__result", "result")


class EarlierScore(models.Model):
    """What an attempt scored, 0 to 100, until it was regraded, and by which version."""

    attempt = models.ForeignKey(
        Attempt, on_delete=models.CASCADE, related_name="earlier_scores", db_index=False
    )
    regrade = models.ForeignKey(Regrade, on_delete=models.PROTECT, related_name="earlier_scores")
    rubric_version = models.ForeignKey(RubricVersion, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    result = models.JSONField(help_text="As `Score.to_json` gives it.")
    receipt = models.JSONField(null=True, blank=True)
    at = models.DateTimeField(default=timezone.now, help_text="When it was regraded.")

    objects = EarlierScoreQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["attempt", "at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "regrade"], name="regrade_scores_an_attempt_once"),
            models.CheckConstraint(condition=Q(score__lte=100), name="earlier_score_is_at_most_100"),
        ]

    def __str__(self) -> str:
        return f"{self.score / 10:.1f} by {self.rubric_version}"
