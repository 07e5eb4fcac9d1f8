"""Two people at once, at a cohort."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from quiz.models import Cohort, JoinLink, Membership
from quiz.services import accounts, cohorts, joining
from tests.cohorts import make_cohort
from tests.factories import make_user
from tests.joining import make_link
from tests.workers import second_while_first_is_open

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def outcome(act: Callable[[], Any]) -> Any:
    """What it returns or raises."""
    try:
        return act()
    except Exception as error:
        return error


def test_the_last_place_is_taken_once() -> None:
    cohort = make_cohort()
    token, first, second = make_link(cohort, most_uses=1), make_user(), make_user()
    joined, refused = second_while_first_is_open(
        lambda: joining.join(first, token), lambda: outcome(partial(joining.join, second, token))
    )
    assert isinstance(refused, JoinLink.DoesNotExist)
    assert list(Membership.objects.all()) == [joined]
    assert JoinLink.objects.get().uses == 1


def test_a_double_click_makes_one_cohort() -> None:
    lead, key = make_user(), uuid4()
    make = partial(cohorts.create_cohort, lead, name="Night shift", key=key)
    first, second = second_while_first_is_open(make, make)
    assert first == second == Cohort.objects.get()


def test_a_double_click_joins_once() -> None:
    cohort, person = make_cohort(), make_user()
    token = make_link(cohort, most_uses=5)
    first, second = second_while_first_is_open(
        lambda: joining.join(person, token), lambda: joining.join(person, token)
    )
    assert first == second
    assert JoinLink.objects.get().uses == 1


def test_two_leads_do_not_both_stop() -> None:
    first, second = make_user(), make_user()
    cohort = make_cohort(first)
    cohort.leads.add(second)
    _, refused = second_while_first_is_open(
        lambda: cohorts.stop_leading(first, cohort.pk),
        lambda: outcome(partial(cohorts.stop_leading, second, cohort.pk)),
    )
    assert isinstance(refused, cohorts.LastLeadError)
    assert list(cohort.leads.all()) == [second]


def test_who_is_joining_is_not_made_a_lead() -> None:
    lead, person = make_user(), make_user()
    cohort = make_cohort(lead)
    token = make_link(cohort)
    _, refused = second_while_first_is_open(
        lambda: joining.join(person, token),
        lambda: outcome(partial(cohorts.add_lead, lead, cohort.pk, email=person.email)),
    )
    assert isinstance(refused, cohorts.IsAMemberError)


def test_who_stopped_leading_meanwhile_changes_nothing() -> None:
    first, second = make_user(), make_user()
    cohort = make_cohort(first)
    cohort.leads.add(second)
    _, refused = second_while_first_is_open(
        lambda: cohorts.stop_leading(second, cohort.pk),
        lambda: outcome(partial(cohorts.rename_cohort, second, cohort.pk, name="Mine")),
    )
    assert isinstance(refused, Cohort.DoesNotExist)


def test_a_cohort_is_deleted_with_who_is_just_joining() -> None:
    lead, person = make_user(), make_user()
    cohort = make_cohort(lead)
    token = make_link(cohort)
    second_while_first_is_open(
        lambda: joining.join(person, token), lambda: cohorts.delete_cohort(lead, cohort.pk)
    )
    assert not Cohort.objects.exists() | Membership.objects.exists()


def test_a_cohort_that_is_just_deleted_lets_nobody_in() -> None:
    lead, person = make_user(), make_user()
    cohort = make_cohort(lead)
    token = make_link(cohort)
    _, refused = second_while_first_is_open(
        lambda: cohorts.delete_cohort(lead, cohort.pk), lambda: outcome(partial(joining.join, person, token))
    )
    assert isinstance(refused, JoinLink.DoesNotExist)


def test_a_lead_deletes_the_account_while_another_deletes_the_cohort() -> None:
    first, second = make_user(), make_user()
    cohort = make_cohort(first, make_user())
    cohort.leads.add(second)
    second_while_first_is_open(
        lambda: accounts.delete_account(first), lambda: cohorts.delete_cohort(second, cohort.pk)
    )
    second.refresh_from_db()
    assert not Cohort.objects.exists()
    assert not second.is_lead


def test_who_deletes_the_account_while_joining_is_gone() -> None:
    cohort, person = make_cohort(), make_user()
    token = make_link(cohort)
    second_while_first_is_open(lambda: joining.join(person, token), lambda: accounts.delete_account(person))
    assert not Membership.objects.exists()
