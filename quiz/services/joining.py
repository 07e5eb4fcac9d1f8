"""Joining a cohort by a link, and leaving it.

Joining takes its locks as in `cohorts`; leaving locks only the place that ends.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from quiz.models import Action, Cohort, JoinLink, Membership, User
from quiz.models.shares import digest_of
from quiz.services import assignments
from quiz.services.audit import record

TOKEN_BYTES = 32


class IsALeadError(Exception):
    """Who leads a cohort doesn't join it: they would see the answers before they give their own."""


@transaction.atomic
def make_link(
    lead: User, cohort_id: int, *, lifetime: timedelta, most_uses: int, key: UUID | None = None
) -> str | None:
    """Make a link into a cohort; return its token, which can't be read again.

    None if the form of that `key` has made one already. Raises Cohort.DoesNotExist for what the lead doesn't
    lead.
    """
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort_id)
    cohort = Cohort.objects.led_by(lead).get(pk=cohort_id)
    if key and cohort.join_links.filter(key=key).exists():
        return None
    token = secrets.token_urlsafe(TOKEN_BYTES)
    now = timezone.now()
    link = cohort.join_links.create(
        digest=digest_of(token),
        made_by=lead,
        created_at=now,
        expires_at=now + lifetime,
        most_uses=most_uses,
        key=key,
    )
    record(lead, Action.LINK_MADE, cohort=cohort_id, link=link.pk)
    return token


@transaction.atomic
def revoke_link(lead: User, link_id: int) -> JoinLink:
    """End a link at once; one that has ended stays as it is. Raises JoinLink.DoesNotExist for another's."""
    led = JoinLink.objects.filter(cohort__in=Cohort.objects.led_by(lead))
    revoked = led.filter(pk=link_id, revoked_at__isnull=True).update(revoked_at=timezone.now())
    link = led.select_related("cohort").get(pk=link_id)
    if revoked:
        record(lead, Action.LINK_REVOKED, cohort=link.cohort_id, link=link_id)
    return link


@transaction.atomic
def join(person: User, token: str) -> Membership:
    """Join the cohort of a link, and get what is assigned to all. Who is in already stays so, at no use.

    Raises JoinLink.DoesNotExist if the link lets nobody in, or nobody any more; IsALeadError.
    """
    link = JoinLink.objects.with_token(token).get()
    cohort = Cohort.objects.select_for_update(no_key=True).filter(pk=link.cohort_id).first()
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if cohort is None:
        raise JoinLink.DoesNotExist
    membership = cohort.memberships.filter(member=person).first()
    if membership:
        return membership
    if cohort.leads.filter(pk=person.pk).exists():
        raise IsALeadError
    JoinLink.objects.live().select_for_update(no_key=True).get(pk=link.pk)
    JoinLink.objects.filter(pk=link.pk).update(uses=F("uses") + 1)
    membership = cohort.memberships.create(member=person)
    assignments.on_joined(membership)
    record(person, Action.MEMBER_JOINED, [person.pk], cohort=cohort.pk, link=link.pk)
    return membership


@transaction.atomic
def leave(member: User, membership_id: int) -> Membership:
    """End one's own membership, and with it what the leads see; return what it was.

    Raises Membership.DoesNotExist for another's.
    """
    ended = _end(Membership.objects.get(pk=membership_id, member=member))
    record(member, Action.MEMBER_LEFT, [member.pk], cohort=ended.cohort_id)
    return ended


@transaction.atomic
def remove(lead: User, membership_id: int) -> Membership:
    """End a member's membership; raises Membership.DoesNotExist outside the lead's cohorts."""
    ended = _end(Membership.objects.led_by(lead).get(pk=membership_id))
    record(lead, Action.MEMBER_REMOVED, [ended.member_id], cohort=ended.cohort_id)
    return ended


def _end(membership: Membership) -> Membership:
    """What is just being added to it is waited for, and goes along."""
    places = Membership.objects.select_related("cohort", "member")
    ended = places.select_for_update(of=("self",)).get(pk=membership.pk)
    Membership.objects.get(pk=ended.pk).delete()
    return ended
