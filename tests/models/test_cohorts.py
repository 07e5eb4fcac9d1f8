"""What the database keeps of cohorts by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.utils import timezone

from quiz.models import Cohort, User
from tests.cohorts import make_assignment, make_cohort, make_membership
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


def make_two_links(cohort: Cohort) -> None:
    key, expires = uuid4(), timezone.now() + timedelta(days=1)
    for digest in "ab":
        cohort.join_links.create(digest=digest, key=key, expires_at=expires, most_uses=1)


@pytest.mark.parametrize(
    ("rule", "breaks"),
    [
        ("cohort_has_a_name", lambda _: Cohort.objects.create(name="")),
        ("note_has_a_text", lambda cohort: make_membership(cohort).notes.create(text="")),
        ("form_makes_one_link", make_two_links),
        ("assignment_has_a_title", lambda cohort: make_assignment(cohort, title="")),
        (
            "assignment_has_time_if_it_is_limited",
            lambda cohort: change_assignment(cohort, question_time_limit=timedelta()),
        ),
        (
            "assignment_gives_feedback_as_interviews_do",
            lambda cohort: change_assignment(cohort, feedback="nope"),
        ),
    ],
)
def test_the_database_refuses(rule: str, breaks: Callable[[Cohort], Any]) -> None:
    cohort = make_cohort()
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        breaks(cohort)


def change_assignment(cohort: Cohort, **fields: Any) -> None:
    make_assignment(cohort)
    cohort.assignments.update(**fields)
