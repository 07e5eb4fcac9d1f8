"""Joining by a link, and the end of a membership."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from quiz.models import Assignment, Cohort, Interview, JoinLink, Membership, Note, Task, User
from quiz.services import joining
from tests.cohorts import make_cohort, make_membership
from tests.factories import HALF_ANSWER, make_finished, make_user
from tests.joining import let_expire, make_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> User:
    return make_user(name="Linden Grove")


@pytest.fixture
def cohort(lead: User) -> Cohort:
    return make_cohort(lead)


def assign(cohort: Cohort, *, days: int, is_for_all: bool = True) -> Assignment:
    due = timezone.now() + timedelta(days=days)
    return cohort.assignments.create(
        title="Serverless", question_count=2, mix="any", due_at=due, is_for_all=is_for_all
    )


def test_only_the_digest_of_a_token_is_stored(cohort: Cohort) -> None:
    token = make_link(cohort, days=30, most_uses=3)
    kept = JoinLink.objects.values().get()
    assert len(token) >= 43
    assert token not in str(kept)
    assert kept["expires_at"] - kept["created_at"] == timedelta(days=30)
    assert (kept["most_uses"], kept["uses"]) == (3, 0)


def test_joining_uses_the_link_up_once_however_often_it_is_done(cohort: Cohort) -> None:
    token, person = make_link(cohort, most_uses=1), make_user()
    memberships = {joining.join(person, token).pk for _ in range(3)}
    assert len(memberships) == 1
    assert JoinLink.objects.get().uses == 1


@pytest.mark.parametrize("end", ["expired", "revoked", "used up", "never there"])
def test_a_link_that_has_ended_lets_nobody_in(lead: User, cohort: Cohort, end: str) -> None:
    token = make_link(cohort, most_uses=1)
    if end == "expired":
        let_expire(token)
    if end == "revoked":
        joining.revoke_link(lead, JoinLink.objects.get().pk)
    if end == "used up":
        joining.join(make_user(), token)
    with pytest.raises(JoinLink.DoesNotExist):
        joining.join(make_user(), "x" if end == "never there" else token)


def test_a_lead_does_not_join_and_uses_nothing_up(lead: User, cohort: Cohort) -> None:
    with pytest.raises(joining.IsALeadError):
        joining.join(lead, make_link(cohort))
    assert JoinLink.objects.get().uses == 0


def test_who_joins_gets_what_is_for_all_and_not_due_yet(cohort: Cohort) -> None:
    later = assign(cohort, days=3)
    assign(cohort, days=-1)
    assign(cohort, days=3, is_for_all=False)
    membership = joining.join(make_user(), make_link(cohort))
    assert [task.assignment for task in Task.objects.of(membership.member)] == [later]


def test_revoking_ends_a_link_once_and_for_its_leads_only(lead: User, cohort: Cohort) -> None:
    make_link(cohort)
    link = JoinLink.objects.get()
    with pytest.raises(JoinLink.DoesNotExist):
        joining.revoke_link(make_user(), link.pk)
    first = joining.revoke_link(lead, link.pk).revoked_at
    assert first
    assert joining.revoke_link(lead, link.pk).revoked_at == first


@pytest.mark.parametrize("ended_by", ["member", "lead"])
def test_an_end_takes_notes_and_tasks_and_leaves_the_history(
    lead: User, cohort: Cohort, ended_by: str
) -> None:
    member = make_user()
    membership = make_membership(cohort, member)
    membership.notes.create(author=lead, text="Quiet.")
    interview = make_finished(member, HALF_ANSWER)
    member.tasks.create(assignment=assign(cohort, days=3), interview=interview)
    if ended_by == "member":
        joining.leave(member, membership.pk)
    else:
        joining.remove(lead, membership.pk)
    assert not Membership.objects.led_by(lead).exists()
    assert not Note.objects.exists()
    assert not Task.objects.of(member).exists()
    assert list(Interview.objects.of(member).finished()) == [interview]


def test_nobody_else_ends_a_membership(lead: User, cohort: Cohort) -> None:
    membership = make_membership(cohort)
    with pytest.raises(Membership.DoesNotExist):
        joining.leave(lead, membership.pk)
    with pytest.raises(Membership.DoesNotExist):
        joining.remove(make_cohort().leads.get(), membership.pk)
    assert Membership.objects.exists()
