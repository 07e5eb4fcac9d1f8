"""What happens to a rubric before it is published: it is tried on the answers that are stored."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Abs
from django.utils import timezone

from quiz.models.attempts import Attempt
from quiz.models.disputes import WHY_LIMIT
from quiz.models.question_bank import Question
from quiz.models.rubric_versions import RubricVersion
from quiz.scoring import Rubric


class Replay(models.Model):
    """How the answers to a question would score by a rubric, found in steps.

    `content` is the rubric as it was when the replay was started. `last_attempt` is the key of the last
    attempt that was scored, 0 at first; `done` counts those up to it, of `total` there were at the start.
    """

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="replays")
    content = models.JSONField(help_text="As `Rubric.to_json` gives it.")
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    last_attempt = models.BigIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField()
    raised = models.PositiveIntegerField(default=0)
    lowered = models.PositiveIntegerField(default=0)
    other_band = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(raised__lte=F("done") - F("lowered")),
                name="replay_changes_no_more_than_it_has_scored",
            ),
            models.CheckConstraint(
                condition=Q(other_band__lte=F("raised") + F("lowered")),
                name="replay_moves_to_another_band_what_it_changes",
            ),
        ]

    def __str__(self) -> str:
        return f"Replay {self.pk} of question {self.question_id}"

    @property
    def rubric(self) -> Rubric:
        return Rubric.from_json(self.content)

    @property
    def same(self) -> int:
        """How many answers score what they did."""
        return self.done - self.raised - self.lowered


class ReplayedScore(models.Model):
    """An answer that would score otherwise, 0 to 100, and why: a sentence each."""

    replay = models.ForeignKey(Replay, on_delete=models.CASCADE, related_name="scores", db_index=False)
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="+")
    before = models.PositiveSmallIntegerField()
    after = models.PositiveSmallIntegerField()
    is_other_band = models.BooleanField()
    reasons = models.JSONField(default=list)

    class Meta:
        ordering = ["replay", "-is_other_band", Abs(F("after") - F("before")).desc(), "attempt"]
        constraints = [
            models.UniqueConstraint(fields=["replay", "attempt"], name="replay_scores_an_attempt_once"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="replayed_score_is_another_one"),
            models.CheckConstraint(condition=Q(after__lte=100), name="replayed_score_is_at_most_100"),
        ]

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"


class Publication(models.Model):
    """That an editor made a version the current one: when, why, and what was known of its effect.

    The counts are those of the replay that was looked at: of `answers` that were stored, how many score more
    by this version, how many less, and how many of these move to another band.
    """

    version = models.ForeignKey(RubricVersion, on_delete=models.CASCADE, related_name="publications")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    why = models.TextField(max_length=WHY_LIMIT)
    answers = models.PositiveIntegerField()
    raised = models.PositiveIntegerField()
    lowered = models.PositiveIntegerField()
    other_band = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="publication_says_why")]

    def __str__(self) -> str:
        return f"{self.version} on {self.at:%Y-%m-%d}"
