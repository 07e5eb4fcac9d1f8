"""What lists of cohorts count, and whom a link leads where."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from quiz import reports
from quiz.models import AnswerDay, User
from tests.cohorts import make_cohort, make_membership
from tests.factories import make_user
from tests.joining import let_expire, make_link

pytestmark = pytest.mark.django_db


def answer(candidate: User, *, days_ago: int, answered: int = 1) -> None:
    AnswerDay.objects.create(
        candidate=candidate,
        day=timezone.now().date() - timedelta(days=days_ago),
        asked=5,
        answered=answered,
        score_sum=0,
        covered=0,
        prompted=0,
        not_yet=5,
    )


def test_answers_are_those_of_seven_days_and_of_who_is_in_now() -> None:
    lead, member = make_user(), make_user()
    first, second = make_cohort(lead, member, name="A"), make_cohort(lead, member, make_user(), name="B")
    left = make_membership(first)
    answer(member, days_ago=0, answered=2)
    answer(member, days_ago=6, answered=3)
    answer(member, days_ago=7, answered=4)
    answer(left.member, days_ago=1)
    left.delete()
    found = [(each.cohort, each.members, each.answers) for each in reports.cohorts_of(lead).led]
    assert found == [(first, 1, 5), (second, 2, 5)]


def test_a_member_counts_once_however_many_lead() -> None:
    lead = make_user()
    cohort = make_cohort(lead, make_user())
    cohort.leads.add(make_user())
    assert [each.members for each in reports.cohorts_of(lead).led] == [1]


def test_the_last_answer_is_the_latest_day() -> None:
    idle, busy = make_user(name="Alder"), make_user(name="Basil")
    answer(busy, days_ago=3)
    answer(busy, days_ago=9)
    first, second = reports.roster(make_cohort(None, busy, idle)).places
    assert (first.membership.member, first.last_answer) == (idle, None)
    assert second.last_answer == timezone.now().date() - timedelta(days=3)


@pytest.mark.parametrize(
    ("names", "words"),
    [((), "nobody at present"), (("A",), "A"), (("A", "B"), "A and B"), (("A", "C", "B"), "A, B and C")],
)
def test_leads_are_named_in_words(names: tuple[str, ...], words: str) -> None:
    cohort = make_cohort()
    cohort.leads.set(make_user(name=name) for name in names)
    assert reports.roster(cohort).led_by == words


def test_a_link_that_has_ended_still_shows_members_where_it_led() -> None:
    cohort = make_cohort()
    member, stranger, token = make_membership(cohort).member, make_user(), make_link(cohort)
    let_expire(token)
    found = reports.invitation(token, member)
    assert found
    assert found.membership
    assert reports.invitation(token, stranger) is None
    assert reports.invitation(token, None) is None
