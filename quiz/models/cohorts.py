"""Cohorts: who leads them, who has joined, and the links by which people join."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from quiz.models.shares import digest_of

if TYPE_CHECKING:
    from quiz.models.accounts import User

NOTE_LIMIT = 2000
"""Characters of a note."""


class CohortQuerySet(models.QuerySet["Cohort"]):
    def led_by(self, lead: User) -> CohortQuerySet:
        return self.filter(leads=lead)

    def joined_by(self, member: User) -> CohortQuerySet:
        return self.filter(memberships__member=member)


class Cohort(models.Model):
    """People who practise together. Its leads see what its members answer, as long as they are members."""

    name = models.CharField(max_length=80)
    leads = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="led_cohorts")
    created_at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(
        null=True, blank=True, editable=False, help_text="Of the form that it was made by."
    )

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="cohort_has_a_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("cohort_detail", args=[self.pk])


class MembershipQuerySet(models.QuerySet["Membership"]):
    def led_by(self, lead: User) -> MembershipQuerySet:
        """Those whose members the lead may see."""
        return self.filter(cohort__leads=lead)

    def active(self) -> MembershipQuerySet:
        """Those of accounts that can sign in, with the person: the others do nothing any more."""
        return self.filter(member__is_active=True).select_related("member")


class Membership(models.Model):
    """A person's place in a cohort. When it is deleted, what hangs on it goes, and leads see nothing more."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="memberships", db_index=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    joined_at = models.DateTimeField(default=timezone.now)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["member__name", "member__email", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "member"], name="person_is_in_a_cohort_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.cohort_id}"


class JoinLinkQuerySet(models.QuerySet["JoinLink"]):
    def live(self) -> JoinLinkQuerySet:
        """Those that still let somebody in: not expired, not revoked, not used up."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=timezone.now(), uses__lt=F("most_uses"))

    def with_token(self, token: str) -> JoinLinkQuerySet:
        return self.filter(digest=digest_of(token))


class JoinLink(models.Model):
    """A link by which people join a cohort, which expires, lets so many in, and can be revoked.

    Only the digest of its token is kept here; the token is in the session of the lead until it is shown.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="join_links")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token, in hexadecimal.")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    key = models.UUIDField(
        null=True, blank=True, editable=False, help_text="Of the form that it was made by."
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    most_uses = models.PositiveSmallIntegerField(help_text="People that it lets in.")
    uses = models.PositiveSmallIntegerField(default=0)

    objects = JoinLinkQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["expires_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "key"], name="form_makes_one_link"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="join_link_expires_after_it_is_made"
            ),
            models.CheckConstraint(
                condition=Q(uses__lte=F("most_uses"), most_uses__gte=1), name="join_link_keeps_to_its_uses"
            ),
        ]

    def __str__(self) -> str:
        return f"Link into cohort {self.cohort_id} until {self.expires_at:%Y-%m-%d}"


class Note(models.Model):
    """What a lead writes down about a member: for the leads of the cohort, and part of no figure."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    text = models.TextField(max_length=NOTE_LIMIT)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["-written_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="note_has_a_text")]

    def __str__(self) -> str:
        return f"Note of {self.written_at:%Y-%m-%d}"
