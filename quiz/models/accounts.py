"""The person: signs in by email and is called by one name."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from quiz.models.days import day_of, time_zones, zone_of

MOST_REVIEWS = 100
"""On one day."""


def validate_time_zone(name: str) -> None:
    if name not in time_zones():
        raise ValidationError("Choose a time zone of the list.")


class UserManager(BaseUserManager["User"]):
    """Creates accounts and finds them by email, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Return a saved account; without a password it can only be entered after a password reset."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A candidate; with `is_staff` and the group Editors, an editor too."""

    email = models.EmailField("email", unique=True)
    name = models.CharField("name", max_length=80)
    is_staff = models.BooleanField("may enter the admin", default=False)
    is_active = models.BooleanField(
        "active", default=True, help_text="Untick instead of deleting an account."
    )
    date_joined = models.DateTimeField("joined", default=timezone.now)

    is_lead = models.BooleanField(
        default=False, editable=False, help_text="Leads a cohort; a database trigger keeps it so."
    )
    time_zone = models.CharField(max_length=64, default="UTC", validators=[validate_time_zone])
    daily_limit = models.PositiveSmallIntegerField(
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_REVIEWS)],
        help_text="Criteria that the review asks for on one day, at most.",
    )

    warned_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="That the account goes unless it is used."
    )

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_is_unique_in_any_case"),
            models.CheckConstraint(
                condition=Q(daily_limit__gte=1, daily_limit__lte=MOST_REVIEWS),
                name="user_daily_limit_is_between_1_and_100",
            ),
        ]

    def __str__(self) -> str:
        """Leads and members read it, so it is never the address."""
        return self.name or f"Person {self.pk}"

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return zone_of(self.time_zone)

    def day_of(self, moment: datetime) -> date:
        """The day that a moment belongs to where the person lives."""
        return day_of(moment, self.zone)
