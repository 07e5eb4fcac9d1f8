"""Shares: links by which a debrief is read without an account."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from quiz.models.interviews import Interview

if TYPE_CHECKING:
    from quiz.models.accounts import User


class ShareQuerySet(models.QuerySet["Share"]):
    def of(self, candidate: User) -> ShareQuerySet:
        return self.filter(interview__candidate=candidate)

    def live(self) -> ShareQuerySet:
        """Those that still open a debrief: neither expired nor revoked, of an account that is active."""
        return self.filter(
            revoked_at__isnull=True, expires_at__gt=timezone.now(), interview__candidate__is_active=True
        )

    def with_token(self, token: str) -> ShareQuerySet:
        return self.filter(digest=digest_of(token))


class Share(models.Model):
    """A link to the debrief of a finished interview, which expires and can be revoked.

    Only the digest of its token is kept, so that who reads the database has no working link.
    """

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="shares")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token, in hexadecimal.")
    shows_name = models.BooleanField(default=False, help_text="The candidate's.")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["expires_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="share_expires_after_it_is_made"
            ),
        ]

    def __str__(self) -> str:
        return f"Link to interview {self.interview_id} until {self.expires_at:%Y-%m-%d}"


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
