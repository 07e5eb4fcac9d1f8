"""Cohorts in the admin: for superusers, who give them leads but put nobody in."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from quiz.models import Cohort
from quiz.services import joining
from tests.cohorts import make_cohort, make_membership
from tests.factories import make_user
from tests.joining import make_link
from tests.workers import second_while_first_is_open

pytestmark = pytest.mark.django_db

EMPTY = {
    f"{prefix}-{name}": "0"
    for prefix in ("memberships", "join_links")
    for name in ("TOTAL_FORMS", "INITIAL_FORMS")
}


@pytest.fixture
def superuser(client: Client) -> Client:
    client.force_login(make_user(is_staff=True, is_superuser=True))
    return client


def change(cohort: Cohort) -> str:
    return reverse("admin:quiz_cohort_change", args=[cohort.pk])


def test_cohorts_are_listed_and_found_without_a_lead(superuser: Client) -> None:
    led, unled = make_cohort(name="Led"), make_cohort(name="Unled")
    make_membership(led)
    unled.leads.clear()
    page = superuser.get(reverse("admin:quiz_cohort_changelist")).text
    assert "Linden Grove" in page
    assert "Unled" in page
    found = superuser.get(reverse("admin:quiz_cohort_changelist"), {"leads__isnull": "True"}).text
    assert change(unled) in found
    assert change(led) not in found


def test_a_cohort_gets_another_lead(superuser: Client) -> None:
    cohort, lead = make_cohort(), make_user()
    superuser.post(change(cohort), {"name": "Platform guild", "leads": [lead.pk], **EMPTY})
    assert list(cohort.leads.all()) == [lead]


def test_a_member_is_refused_as_a_lead(superuser: Client) -> None:
    cohort = make_cohort()
    member = make_membership(cohort, make_user(name="Hazel Bough")).member
    page = superuser.post(change(cohort), {"name": "Platform guild", "leads": [member.pk], **EMPTY}).text
    assert "In the cohort, so that they can’t lead it: Hazel Bough" in page
    assert member not in cohort.leads.all()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_who_is_just_joining_is_refused_as_a_lead(superuser: Client) -> None:
    cohort, person = make_cohort(), make_user(name="Hazel Bough")
    token = make_link(cohort)
    data = {"name": "Platform guild", "leads": [person.pk], **EMPTY}
    _, page = second_while_first_is_open(
        lambda: joining.join(person, token), lambda: superuser.post(change(cohort), data).text
    )
    assert "In the cohort, so that they can’t lead it: Hazel Bough" in page
    assert not cohort.leads.filter(pk=person.pk).exists()


def test_members_and_links_are_only_read(superuser: Client) -> None:
    cohort = make_cohort()
    make_membership(cohort, make_user(name="Hazel Bough"))
    make_link(cohort)
    page = superuser.get(change(cohort)).text
    assert "Hazel Bough" in page
    assert 'name="memberships-0-member"' not in page
    assert 'name="join_links-0-digest"' not in page


def test_editors_find_no_cohorts_there(editor: Client) -> None:
    assert editor.get(reverse("admin:quiz_cohort_changelist")).status_code == 403
