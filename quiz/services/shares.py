"""Links by which others read a debrief."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from quiz.models import Interview, Share, User
from quiz.models.shares import digest_of

TOKEN_BYTES = 32


@transaction.atomic
def share(candidate: User, interview_id: int, *, lifetime: timedelta, shows_name: bool) -> str:
    """Make a link to the debrief; return its token, which can't be read again.

    Raises Interview.DoesNotExist for what isn't the candidate's or isn't finished.
    """
    finished = Interview.objects.of(candidate).finished().select_for_update(no_key=True)
    interview = finished.get(pk=interview_id)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    now = timezone.now()
    interview.shares.create(
        digest=digest_of(token), shows_name=shows_name, created_at=now, expires_at=now + lifetime
    )
    return token


def revoke(candidate: User, share_id: int) -> Share:
    """End a link at once; one that has ended stays as it is. Raises Share.DoesNotExist for another's."""
    mine = Share.objects.of(candidate)
    mine.filter(pk=share_id, revoked_at__isnull=True).update(revoked_at=timezone.now())
    return mine.get(pk=share_id)
