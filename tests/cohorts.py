"""Cohorts for tests: who leads, who is in."""

from __future__ import annotations

from quiz.models import Cohort, Membership, User
from tests.factories import make_user


def make_lead() -> User:
    """Somebody who may make cohorts and leads one."""
    lead = make_user(name="Linden Grove")
    make_cohort(lead)
    return lead


def make_cohort(lead: User | None = None, *members: User, name: str = "Platform guild") -> Cohort:
    cohort = Cohort.objects.create(name=name)
    cohort.leads.add(lead or make_user(name="Linden Grove"))
    for member in members:
        make_membership(cohort, member)
    return cohort


def make_membership(cohort: Cohort, member: User | None = None) -> Membership:
    return Membership.objects.create(cohort=cohort, member=member or make_user())
