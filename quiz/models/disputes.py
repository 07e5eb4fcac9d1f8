"""Disputes: “I did say that”, on one criterion of an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from quiz.models.attempts import RESPONSE_LIMIT, Attempt

if TYPE_CHECKING:
    from quiz.models.accounts import User

WHY_LIMIT = 500
"""Characters in which a candidate says why, or an editor why not."""


class DisputeQuerySet(models.QuerySet["Dispute"]):
    def of(self, candidate: User) -> DisputeQuerySet:
        return self.filter(attempt__interview__candidate=candidate)

    def with_names(self) -> DisputeQuerySet:
        """With what a list of them says: the short name of the question, the score with its criteria."""
        versions = self.select_related("attempt__rubric_version")
        return versions.defer("attempt__rubric_version__content")


class Dispute(models.Model):
    """A criterion, by slug, that a candidate says was covered after all, and what came of it.

    `quote` are words of the answer. While it is open it can be withdrawn, which deletes it.
    """

    class State(models.TextChoices):
        OPEN = "open", "With an editor"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="disputes")
    criterion = models.SlugField(max_length=80)
    quote = models.TextField(max_length=RESPONSE_LIMIT)
    why = models.TextField(max_length=WHY_LIMIT)
    made_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    reason = models.TextField(max_length=WHY_LIMIT, blank=True, help_text="The candidate reads it.")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="answered_disputes",
    )

    objects = DisputeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "criterion"], name="criterion_of_an_attempt_is_disputed_once"
            ),
            models.CheckConstraint(condition=~Q(quote="") & ~Q(why=""), name="dispute_quotes_and_says_why"),
            models.CheckConstraint(
                condition=Q(state="open", answered_at__isnull=True)
                | Q(state__in=["accepted", "declined"], answered_at__isnull=False),
                name="dispute_is_open_until_it_is_answered",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined", reason=""),
                name="declined_dispute_has_a_reason",
                violation_error_message="Say why it is declined; the candidate reads it.",
            ),
        ]
        indexes = [models.Index(fields=["state", "made_at"], name="dispute_waiting")]

    def __str__(self) -> str:
        return f"{self.criterion} in attempt {self.attempt_id}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN
