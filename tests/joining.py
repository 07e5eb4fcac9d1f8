"""Join links for tests."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from quiz.models import Cohort, JoinLink
from quiz.models.shares import digest_of
from quiz.services import joining


def make_link(cohort: Cohort, *, days: int = 7, most_uses: int = 20) -> str:
    """The token of a new link of the cohort's first lead."""
    lead = cohort.leads.earliest("pk")
    token = joining.make_link(lead, cohort.pk, lifetime=timedelta(days=days), most_uses=most_uses)
    assert token
    return token


def join_page(token: str) -> str:
    return reverse("cohort_join", args=[token])


def let_expire(token: str) -> None:
    now = timezone.now()
    JoinLink.objects.filter(digest=digest_of(token)).update(
        created_at=now - timedelta(days=8), expires_at=now - timedelta(days=1)
    )
