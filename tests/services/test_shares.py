"""Links to a debrief: made, expired, revoked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from quiz.models import Interview, Share, User
from quiz.services import shares
from tests.factories import HALF_ANSWER, make_finished, make_interview, make_user

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)


def share(candidate: User) -> str:
    interview = make_finished(candidate, HALF_ANSWER)
    return shares.share(candidate, interview.pk, lifetime=WEEK, shows_name=False)


def test_only_the_digest_of_a_token_is_stored() -> None:
    token = share(make_user())
    kept = Share.objects.values().get()
    assert len(token) >= 43
    assert token not in str(kept)
    assert kept["expires_at"] - kept["created_at"] == WEEK


def test_a_token_finds_its_link_and_another_finds_none() -> None:
    token = share(make_user())
    assert Share.objects.live().with_token(token).exists()
    assert not Share.objects.live().with_token(token[:-1]).exists()


def test_each_link_has_a_token_of_its_own() -> None:
    candidate = make_user()
    assert share(candidate) != share(candidate)


def test_what_is_expired_or_revoked_or_of_a_closed_account_is_not_live() -> None:
    candidate = make_user()
    token = share(candidate)
    User.objects.update(is_active=False)
    assert not Share.objects.live().exists()
    User.objects.update(is_active=True)
    assert Share.objects.live().with_token(token).exists()
    shares.revoke(candidate, Share.objects.get().pk)
    assert not Share.objects.live().exists()
    then = timezone.now() - 2 * WEEK
    Share.objects.update(revoked_at=None, created_at=then, expires_at=then + WEEK)
    assert not Share.objects.live().exists()


def test_revoking_twice_keeps_the_first_time() -> None:
    candidate = make_user()
    share(candidate)
    first = shares.revoke(candidate, Share.objects.get().pk).revoked_at
    assert shares.revoke(candidate, Share.objects.get().pk).revoked_at == first


def test_nobody_shares_or_revokes_for_another() -> None:
    candidate = make_user()
    share(candidate)
    with pytest.raises(Share.DoesNotExist):
        shares.revoke(make_user(), Share.objects.get().pk)
    with pytest.raises(Interview.DoesNotExist):
        shares.share(make_user(), Interview.objects.get().pk, lifetime=WEEK, shows_name=False)
    assert Share.objects.live().exists()


def test_an_unfinished_interview_is_not_shared() -> None:
    candidate = make_user()
    interview = make_interview(candidate)
    with pytest.raises(Interview.DoesNotExist):
        shares.share(candidate, interview.pk, lifetime=WEEK, shows_name=False)


def test_a_link_that_has_expired_when_it_is_made_is_refused() -> None:
    interview = make_finished(make_user(), HALF_ANSWER)
    with pytest.raises(IntegrityError):
        shares.share(interview.candidate, interview.pk, lifetime=timedelta(), shows_name=False)
