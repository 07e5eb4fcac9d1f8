"""Cohorts: made, renamed and deleted, and who leads them.

Whatever changes who leads a cohort, or puts somebody into it, locks the cohort first, then the persons, then
their places in it, so that nobody is both, and the last lead doesn't step down. Deleting an account locks the
person, then the places, and no cohort: it may leave a cohort without a lead, who is told so before.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction

from quiz.models import Action, Cohort, Task, User
from quiz.services.assignments import close_tasks
from quiz.services.audit import record


class NoSuchPersonError(Exception):
    """No account that is active has the address."""


class UnconfirmedError(Exception):
    """Whether the address is that person's is known to nobody."""


class IsAMemberError(Exception):
    """Who is in a cohort doesn't lead it."""


class LastLeadError(Exception):
    """A cohort isn't left without a lead who can sign in."""


@transaction.atomic
def create_cohort(lead: User, *, name: str, key: UUID | None = None) -> Cohort:
    """Make a cohort; what the form with that `key` has made already is returned as it is.

    Raises User.DoesNotExist if the lead's account was deleted meanwhile.
    """
    User.objects.select_for_update(no_key=True).get(pk=lead.pk)
    made = Cohort.objects.led_by(lead).filter(key=key).first() if key else None
    if made:
        return made
    cohort = Cohort.objects.create(name=name, key=key)
    cohort.leads.add(lead)
    record(lead, Action.LEAD_ADDED, [lead.pk], cohort=cohort.pk)
    return cohort


@transaction.atomic
def rename_cohort(lead: User, cohort_id: int, *, name: str) -> Cohort:
    """Raises Cohort.DoesNotExist for what the lead doesn't lead, as all that follow do."""
    cohort = _lock_led(lead, cohort_id)
    cohort.name = name
    cohort.save(update_fields=["name"])
    return cohort


@transaction.atomic
def delete_cohort(lead: User, cohort_id: int) -> Cohort:
    """Delete it with memberships, links, assignments and notes; return what it was.

    What its members have answered is theirs and stays.
    """
    cohort = _lock_led(lead, cohort_id, for_good=True)
    _lock(cohort.leads.all())
    places = cohort.memberships.select_for_update().order_by("pk")
    members = list(places.values_list("member", flat=True))
    close_tasks(Task.objects.filter(assignment__cohort=cohort))
    record(lead, Action.COHORT_DELETED, members, cohort=cohort.pk)
    Cohort.objects.get(pk=cohort.pk).delete()
    return cohort


@transaction.atomic
def add_lead(lead: User, cohort_id: int, *, email: str) -> User:
    """Make the person of an address a lead too; one who leads already stays so.

    Whoever signs up can type any address: it counts once it is confirmed, or for somebody who may make
    cohorts and so is known to a superuser. Raises NoSuchPersonError, IsAMemberError, UnconfirmedError.
    """
    cohort = _lock_led(lead, cohort_id)
    active = User.objects.filter(is_active=True, email__iexact=email)
    person = active.select_for_update(no_key=True).first()
    if person is None:
        raise NoSuchPersonError
    if cohort.memberships.filter(member=person).exists():
        raise IsAMemberError
    confirmed = EmailAddress.objects.filter(user=person, email__iexact=email, verified=True)
    if not confirmed.exists() and not person.has_perm("quiz.add_cohort"):
        raise UnconfirmedError
    if not cohort.leads.filter(pk=person.pk).exists():
        cohort.leads.add(person)
        record(lead, Action.LEAD_ADDED, [person.pk], cohort=cohort.pk)
    return person


@transaction.atomic
def stop_leading(lead: User, cohort_id: int) -> Cohort:
    """Raises LastLeadError."""
    cohort = _lock_led(lead, cohort_id)
    if not cohort.leads.filter(is_active=True).exclude(pk=lead.pk).exists():
        raise LastLeadError
    _lock([lead])
    cohort.leads.remove(lead)
    record(lead, Action.LEAD_REMOVED, [lead.pk], cohort=cohort.pk)
    return cohort


def _lock_led(lead: User, cohort_id: int, *, for_good: bool = False) -> Cohort:
    """Lock the cohort, and look at its leads only then: who waits here may have been taken from them.

    `for_good` also waits for, and keeps out, what is just being put into it.
    """
    locked = Cohort.objects.select_for_update(no_key=not for_good).get(pk=cohort_id)
    return Cohort.objects.led_by(lead).get(pk=locked.pk)


def _lock(people: Iterable[User]) -> None:
    """A trigger is about to write who of them leads; an account that is being deleted is waited for."""
    ids = [person.pk for person in people]
    list(User.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True).values_list("pk"))
