"""Cohorts: made and deleted, and who leads them."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from quiz.models import AnswerDay, Attempt, Cohort, JoinLink, Membership, User
from quiz.services import cohorts
from tests.cohorts import make_cohort
from tests.factories import HALF_ANSWER, confirm, make_finished, make_user
from tests.joining import make_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> User:
    return make_user(name="Linden Grove")


@pytest.fixture
def cohort(lead: User) -> Cohort:
    return make_cohort(lead)


def test_who_makes_a_cohort_leads_it(lead: User) -> None:
    made = cohorts.create_cohort(lead, name="Night shift")
    lead.refresh_from_db()
    assert list(made.leads.all()) == [lead]
    assert lead.is_lead


def test_deleting_a_cohort_keeps_what_its_members_have(lead: User, cohort: Cohort) -> None:
    member = make_user()
    cohort.memberships.create(member=member)
    make_link(cohort)
    make_finished(member, HALF_ANSWER)
    cohorts.delete_cohort(lead, cohort.pk)
    assert not Cohort.objects.exists() | Membership.objects.exists() | JoinLink.objects.exists()
    assert Attempt.objects.filter(interview__candidate=member).count() == 1
    assert AnswerDay.objects.filter(candidate=member).exists()


@pytest.mark.parametrize("email", ["hazel@example.org", "Hazel@Example.org"])
def test_another_lead_is_found_by_email_in_any_case(lead: User, cohort: Cohort, email: str) -> None:
    hazel = confirm(make_user("hazel@example.org"))
    assert cohorts.add_lead(lead, cohort.pk, email=email) == hazel
    assert set(cohort.leads.all()) == {lead, hazel}


def test_adding_a_lead_twice_is_harmless(lead: User, cohort: Cohort) -> None:
    hazel = confirm(make_user())
    for _ in range(2):
        cohorts.add_lead(lead, cohort.pk, email=hazel.email)
    assert cohort.leads.count() == 2


def test_nobody_leads_who_has_no_account_or_one_that_is_not_active(lead: User, cohort: Cohort) -> None:
    for email in ("nobody@example.org", make_user(is_active=False).email):
        with pytest.raises(cohorts.NoSuchPersonError):
            cohorts.add_lead(lead, cohort.pk, email=email)


def test_an_address_that_nobody_has_confirmed_is_not_taken_for_its_owner(lead: User, cohort: Cohort) -> None:
    boss = make_user("boss@example.org")
    EmailAddress.objects.create(user=boss, email=boss.email, verified=False, primary=True)
    with pytest.raises(cohorts.UnconfirmedError):
        cohorts.add_lead(lead, cohort.pk, email=boss.email)
    assert list(cohort.leads.all()) == [lead]


def test_who_may_make_cohorts_is_known_without_it(lead: User, cohort: Cohort) -> None:
    other = make_user()
    other.groups.add(Group.objects.get(name="Team leads"))
    cohorts.add_lead(lead, cohort.pk, email=other.email)
    assert cohort.leads.count() == 2


def test_a_member_does_not_lead(lead: User, cohort: Cohort) -> None:
    member = cohort.memberships.create(member=make_user()).member
    with pytest.raises(cohorts.IsAMemberError):
        cohorts.add_lead(lead, cohort.pk, email=member.email)


def test_a_lead_stops_but_never_the_last_one(lead: User, cohort: Cohort) -> None:
    with pytest.raises(cohorts.LastLeadError):
        cohorts.stop_leading(lead, cohort.pk)
    cohort.leads.add(make_user(is_active=False))
    with pytest.raises(cohorts.LastLeadError):
        cohorts.stop_leading(lead, cohort.pk)
    cohort.leads.add(make_user())
    cohorts.stop_leading(lead, cohort.pk)
    lead.refresh_from_db()
    assert not lead.is_lead


def test_a_cohort_of_others_is_not_there(cohort: Cohort) -> None:
    other = make_user(is_superuser=True)
    for change in (
        lambda: cohorts.rename_cohort(other, cohort.pk, name="Mine"),
        lambda: cohorts.delete_cohort(other, cohort.pk),
        lambda: cohorts.add_lead(other, cohort.pk, email=other.email),
        lambda: cohorts.stop_leading(other, cohort.pk),
    ):
        with pytest.raises(Cohort.DoesNotExist):
            change()
