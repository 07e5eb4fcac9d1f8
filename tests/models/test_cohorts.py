"""What the database keeps of cohorts by itself."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group

from quiz.models import User
from tests.cohorts import make_cohort, make_membership
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def is_lead(user: User) -> bool:
    user.refresh_from_db()
    return user.is_lead


def test_who_leads_a_cohort_is_a_lead_until_the_last_is_gone() -> None:
    lead = make_user()
    assert not is_lead(lead)
    first, second = make_cohort(lead), make_cohort(lead)
    assert is_lead(lead)
    first.leads.clear()
    assert is_lead(lead)
    second.delete()
    assert not is_lead(lead)


def test_a_lead_can_be_deleted_and_the_cohort_stays() -> None:
    cohort = make_cohort()
    cohort.leads.get().delete()
    assert not cohort.leads.exists()


def test_a_member_who_leads_nothing_is_no_lead() -> None:
    assert not is_lead(make_membership(make_cohort()).member)


def test_team_leads_may_make_cohorts() -> None:
    lead = make_user()
    lead.groups.add(Group.objects.get(name="Team leads"))
    assert lead.has_perm("quiz.add_cohort")
