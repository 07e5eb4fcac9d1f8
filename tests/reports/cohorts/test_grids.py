"""The grid of a cohort: whom and what it shows, in which order."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from quiz.models import (
    Cohort,
    Question,
    User,
)
from quiz.reports import cohorts
from quiz.reports.cohorts import CellState, MemberOrder, Order
from quiz.services import progress
from quiz.services.question_bank import withdraw
from tests.cohorts import make_cohort, make_membership
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    REST_OF_ANSWER,
    make_question,
    make_topic,
    make_user,
)
from tests.practice import practice
from tests.reports.cohorts.pages import answered_on, names, page

pytestmark = pytest.mark.django_db


def test_members_come_by_name_with_the_day_of_their_latest_answer(cohort: Cohort, basil: User) -> None:
    answered_on(date(2026, 10, 2), basil)
    members = cohorts.members_of(cohort)
    assert [(member.name, member.last_day) for member in members] == [
        ("Basil Thyme", date(2026, 10, 2)),
        ("Sage Leaf", None),
    ]


def test_who_left_is_in_no_figure(cohort: Cohort, basil: User, sage: User) -> None:
    practice(sage, make_question(), "No idea.")
    cohort.memberships.get(member=sage).delete()
    found = page(cohort)
    assert not found.is_answered
    assert found.findings.missed == []
    assert found.weeks[-1].asked == 0


def test_questions_that_are_no_longer_published_are_left_out(cohort: Cohort, basil: User) -> None:
    question = make_question()
    practice(basil, question, HALF_ANSWER)
    withdraw(question)
    found = page(cohort)
    assert found.grid.groups == []
    assert found.findings.missed == []


def test_who_gave_no_name_goes_by_a_number(cohort: Cohort) -> None:
    person = make_user("hidden@example.org", name="")
    make_membership(cohort, person)
    assert f"Person {person.pk}" in [member.name for member in cohorts.members_of(cohort)]


def test_names_come_as_people_look_for_them_and_namesakes_are_told_apart() -> None:
    cohort = make_cohort()
    twins = [make_membership(cohort, make_user(name="anna")) for _ in range(2)]
    for name in ("zoe", "Émile", "Bert", "Anna"):
        make_membership(cohort, make_user(name=name))
    names = [member.name for member in cohorts.members_of(cohort)]
    assert names == ["Anna", *(f"anna ({each.pk})" for each in twins), "Bert", "Émile", "zoe"]


def test_who_cannot_sign_in_any_more_is_in_no_figure(cohort: Cohort, basil: User) -> None:
    practice(basil, make_question(), "No idea.")
    basil.is_active = False
    basil.save()
    found = page(cohort)
    assert [member.name for member in found.members] == ["Sage Leaf"]
    assert found.findings.missed == []


def test_who_answered_what_is_no_longer_published_has_answered(cohort: Cohort, basil: User) -> None:
    question = make_question()
    practice(basil, question, HALF_ANSWER)
    withdraw(question)
    found = page(cohort)
    assert (found.is_answered, found.is_asked) == (True, False)


@pytest.fixture
def answered(basil: User, sage: User) -> list[Question]:
    """Two questions: one that Basil covers and Sage doesn't, one of another topic that nobody was asked."""
    question, other = make_question(), make_question(topic=make_topic("networking"))
    practice(basil, question, GOOD_ANSWER)
    practice(sage, question, HALF_ANSWER, REST_OF_ANSWER)
    return [question, other]


def test_questions_that_nobody_was_asked_are_left_out_and_counted(
    cohort: Cohort, answered: list[Question]
) -> None:
    found = page(cohort)
    assert [group.question for group in found.grid.groups] == answered[:1]
    assert found.grid.left_out == 1


def test_the_state_not_asked_shows_what_somebody_was_not_asked(
    cohort: Cohort, answered: list[Question]
) -> None:
    found = page(cohort, state=CellState.NOT_ASKED)
    assert [group.question for group in found.grid.groups] == answered[1:]
    assert found.grid.left_out == 0


def test_a_state_leaves_the_criteria_that_somebody_shown_is_in(
    cohort: Cohort, answered: list[Question], basil: User
) -> None:
    assert names(page(cohort, state=CellState.PROMPTED)) == ["slow"]
    of_basil = frozenset([cohort.memberships.get(member=basil).pk])
    assert names(page(cohort, state=CellState.PROMPTED, members=of_basil)) == []


def test_a_topic_and_a_question_narrow_the_grid(cohort: Cohort, answered: list[Question]) -> None:
    question, other = answered
    assert names(page(cohort, topic=question.topic)) == ["slow", "environment"]
    assert names(page(cohort, topic=other.topic)) == []
    assert names(page(cohort, question=other)) == []


def test_sums_are_of_the_members_shown(cohort: Cohort, answered: list[Question], sage: User) -> None:
    of_sage = frozenset([cohort.memberships.get(member=sage).pk])
    [group] = page(cohort, members=of_sage, order=Order.RUBRIC).grid.groups
    assert [(row.covered, row.prompted, row.asked) for row in group.rows] == [(1, 0, 1), (0, 1, 1)]


def test_criteria_come_missed_most_first_or_as_in_the_rubric(cohort: Cohort, basil: User, sage: User) -> None:
    good, bad = make_question(), make_question()
    practice(basil, good, GOOD_ANSWER)
    practice(basil, bad, HALF_ANSWER)
    missed = page(cohort).grid.groups
    assert [group.question for group in missed] == [bad, good]
    assert [row.criterion.slug for row in missed[0].rows] == ["slow", "environment"]
    rubric = page(cohort, order=Order.RUBRIC).grid.groups
    assert [group.question for group in rubric] == [good, bad]
    assert [row.criterion.slug for row in rubric[1].rows] == ["environment", "slow"]


def test_members_come_by_name_by_what_they_cover_or_by_how_long_they_are_inactive(
    cohort: Cohort, basil: User, sage: User
) -> None:
    fern = make_user(name="Fern Brook")
    make_membership(cohort, fern)
    question = make_question()
    practice(fern, question, GOOD_ANSWER)
    practice(basil, question, HALF_ANSWER)
    for user in (fern, basil):
        progress.rebuild(user)
    answered_on(date(2026, 10, 1), basil)
    cohort.memberships.filter(member=sage).update(joined_at=datetime(2026, 9, 1, tzinfo=UTC))

    def order(by: MemberOrder) -> list[str]:
        return [member.name.split()[0] for member in page(cohort, members_by=by).grid.members]

    assert order(MemberOrder.NAME) == ["Basil", "Fern", "Sage"]
    assert order(MemberOrder.COVERED) == ["Fern", "Basil", "Sage"]
    assert order(MemberOrder.INACTIVE) == ["Sage", "Basil", "Fern"]
