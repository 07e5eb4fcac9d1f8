"""What has been kept for as long as the settings say is deleted, a little at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import send_mass_mail
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from quiz.models import Attempt, Dispute, Interview, PracticeDay, Review, Task, User
from quiz.services import accounts, progress

NOTICE = timedelta(days=30)
"""How long before its end the owner of an account is warned, at least."""
AT_ONCE = 500
"""Rows that are deleted in one transaction."""


def sweep() -> Iterator[bool]:
    """Delete all that is over; gives True after each transaction, so that one can stop there."""
    if settings.KEEP_DRAFTS:
        yield from _forget_drafts(_ago(settings.KEEP_DRAFTS))
    if settings.KEEP_DECLINED_DISPUTES:
        yield from _forget_disputes(_ago(settings.KEEP_DECLINED_DISPUTES))
    if settings.KEEP_INTERVIEWS:
        yield from _forget_answers(_ago(settings.KEEP_INTERVIEWS))
    if settings.KEEP_INACTIVE_ACCOUNTS:
        yield from _warn(settings.KEEP_INACTIVE_ACCOUNTS)
        yield from _delete_warned(settings.KEEP_INACTIVE_ACCOUNTS)


def _ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def _forget_drafts(past: datetime) -> Iterator[bool]:
    old = Attempt.objects.waiting().filter(draft_saved_at__lt=past).order_by("pk")
    while keys := list(old.values_list("pk", flat=True)[:AT_ONCE]):
        # What is being written just now is no longer old.
        old.filter(pk__in=keys).update(draft="", draft_saved_at=None, draft_dictated=timedelta())
        yield True


def _forget_disputes(past: datetime) -> Iterator[bool]:
    declined = Dispute.objects.filter(state=Dispute.State.DECLINED, answered_at__lt=past).order_by("pk")
    while keys := list(declined.values_list("pk", flat=True)[:AT_ONCE]):
        Dispute.objects.filter(pk__in=keys).delete()
        yield True


def _forget_answers(past: datetime) -> Iterator[bool]:
    """Interviews person by person, with what they came to; then what was said in the daily review."""
    old = Interview.objects.filter(finished_at__lt=past)
    for candidate in old.order_by("candidate_id").values_list("candidate_id", flat=True).distinct():
        _forget_interviews(User(pk=candidate), past)
        yield True
    said = Review.objects.filter(attempt__isnull=True, at__lt=past).order_by("pk")
    while keys := list(said.values_list("pk", flat=True)[:AT_ONCE]):
        Review.objects.filter(pk__in=keys).delete()
        yield True


@transaction.atomic
def _forget_interviews(candidate: User, past: datetime) -> None:
    """With the tasks that they were held for, which would be open again; progress is that of what is left."""
    locked = accounts.lock(candidate)
    if locked is None:
        return
    old = Interview.objects.of(locked).filter(finished_at__lt=past)
    Task.objects.filter(interview__in=old).delete()
    old.delete()
    progress.make_anew(locked)


def _inactive(past: datetime) -> QuerySet[User]:
    """Who has neither signed in nor practised since, without those whose work here others rely on."""
    signed_in = Q(last_login__gte=past) | Q(date_joined__gte=past)
    interviews = Interview.objects.filter(candidate=OuterRef("pk"))
    practised = interviews.filter(Q(started_at__gte=past) | Q(finished_at__gte=past))
    days = PracticeDay.objects.filter(candidate=OuterRef("pk"), day__gte=past.date())
    candidates = User.objects.filter(is_active=True, is_staff=False, is_superuser=False, is_lead=False)
    return candidates.exclude(signed_in).filter(~Exists(practised), ~Exists(days)).order_by("pk")


def _warn(days: int) -> Iterator[bool]:
    """A warning of the last `days` is one of this time; an older one is of a time before they came back."""
    not_warned = Q(warned_at__isnull=True) | Q(warned_at__lt=_ago(days))
    to_warn = _inactive(_ago(days) + NOTICE).filter(not_warned)
    while _warn_some(to_warn, days):
        yield True


@transaction.atomic
def _warn_some(to_warn: QuerySet[User], days: int) -> int:
    people = list(to_warn.select_for_update(no_key=True)[:AT_ONCE])
    User.objects.filter(pk__in=[person.pk for person in people]).update(warned_at=timezone.now())
    send_mass_mail([_warning(person, days) for person in people])
    return len(people)


def _warning(person: User, days: int) -> tuple[str, str, str, list[str]]:
    """Subject, text, sender and recipient. Its day is one of the recipient's."""
    address = settings.SITE_URL or f"http://{settings.HOST}:{settings.PORT}"
    values = {"person": person, "days": days, "ends": timezone.now() + NOTICE, "address": address}
    with timezone.override(person.zone):
        subject, text = (
            render_to_string(f"account/email/inactive_{part}.txt", values) for part in ("subject", "message")
        )
    return " ".join(subject.split()), text.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [person.email]


def _delete_warned(days: int) -> Iterator[bool]:
    warned = Q(warned_at__gte=_ago(days), warned_at__lte=timezone.now() - NOTICE)
    to_delete = _inactive(_ago(days)).filter(warned)
    for person in list(to_delete.only("pk")):
        with transaction.atomic():
            locked = accounts.lock(person)
            if locked and to_delete.filter(pk=person.pk).exists():  # it may just have been used
                accounts.delete_account(locked)
        yield True
