"""What is missed most, what is better, and the weeks."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from quiz.models import (
    Cohort,
    CriterionProgress,
    User,
)
from quiz.reports import cohorts
from quiz.services.question_bank import publish
from tests.clock import at
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    REST_OF_ANSWER,
    make_question,
)
from tests.practice import practice
from tests.reports.cohorts.pages import NOON, answered_on, names, page

pytestmark = pytest.mark.django_db


def test_what_most_have_not_said_comes_first(cohort: Cohort, basil: User, sage: User) -> None:
    question = make_question()
    practice(basil, question, HALF_ANSWER)
    practice(sage, question, "No idea.")
    missed = page(cohort).findings.missed
    assert [(row.criterion.slug, row.not_yet, row.asked) for row in missed] == [
        ("slow", 2, 2),
        ("environment", 1, 2),
    ]
    assert missed[0].to_say == "say that the first request is slow"


@pytest.mark.parametrize(
    ("missed", "to_say"),
    [
        ("Name three event sources.", "name three event sources"),
        ("Give an example.", "give an example"),
        ("Mention that it is slow.", "cover “The first request is slow”"),
        ("Say that it is slow. It may not be.", "cover “The first request is slow”"),
    ],
)
def test_what_is_missed_is_said_in_the_words_of_the_rubric(
    cohort: Cohort, basil: User, missed: str, to_say: str
) -> None:
    question = make_question(published=False)
    question.criteria.filter(slug="slow").update(missed=missed)
    publish(question)
    practice(basil, question, HALF_ANSWER)
    assert page(cohort).findings.missed[0].to_say == to_say


def test_a_bonus_is_in_the_grid_and_not_among_what_is_missed(cohort: Cohort, basil: User) -> None:
    question = make_question(published=False)
    question.criteria.create(
        slug="warm", name="Keeping warm", points=2, phrases=["keep warm"], is_bonus=True, missed="Say so."
    )
    publish(question)
    practice(basil, question, "No idea.")
    practice(basil, question, GOOD_ANSWER)
    found = page(cohort)
    assert found.findings.missed == []
    assert found.findings.better == [found.grid.groups[0].rows[0], found.grid.groups[0].rows[1]]
    assert names(found) == ["environment", "slow", "warm"]


def test_better_is_what_was_credited_for_the_first_time_in_these_seven_days(
    cohort: Cohort, basil: User, sage: User
) -> None:
    question = make_question()
    for member in (basil, sage):
        practice(member, question, "No idea.")
    practice(basil, question, GOOD_ANSWER)
    practice(sage, question, HALF_ANSWER, REST_OF_ANSWER)
    with at(NOON):
        credited = CriterionProgress.objects.filter(slug="slow")
        credited.filter(candidate=basil).update(first_credited_at=datetime(2026, 10, 7, 23, 59, tzinfo=UTC))
        credited.filter(candidate=sage).update(first_credited_at=datetime(2026, 10, 8, tzinfo=UTC))
        CriterionProgress.objects.filter(slug="environment").update(
            first_credited_at=datetime(2026, 9, 1, tzinfo=UTC)
        )
        better = page(cohort).findings.better
    assert [(row.criterion.slug, row.newly, row.has_it) for row in better] == [("slow", 1, 2)]


def test_who_has_it_at_the_first_try_has_got_no_better(cohort: Cohort, basil: User) -> None:
    practice(basil, make_question(), GOOD_ANSWER)
    assert page(cohort).findings.better == []


def test_what_was_new_this_week_and_is_not_in_the_latest_answer_is_not_better(
    cohort: Cohort, basil: User
) -> None:
    question = make_question()
    for text in ("No idea.", GOOD_ANSWER, HALF_ANSWER):
        practice(basil, question, text)
    assert [row.criterion.slug for row in page(cohort).findings.better] == ["environment"]


def test_weeks_are_seven_days_that_end_today(cohort: Cohort, basil: User, sage: User) -> None:
    with at(NOON):
        answered_on(date(2026, 10, 8), basil)
        answered_on(date(2026, 10, 7), sage)
        weeks = page(cohort).weeks
    assert [(week.first, week.asked, week.answered) for week in weeks[-2:]] == [
        (date(2026, 10, 1), 2, 1),
        (date(2026, 10, 8), 2, 1),
    ]
    assert (len(weeks), weeks[-1].score, weeks[0].first) == (12, 35, date(2026, 7, 23))


def test_what_is_practised_together_is_what_is_missed_most(cohort: Cohort, basil: User, sage: User) -> None:
    good, bad = make_question(), make_question()
    practice(basil, good, GOOD_ANSWER)
    practice(basil, bad, HALF_ANSWER)
    practice(sage, bad, GOOD_ANSWER)
    offered = cohorts.cohort_practice(cohort, [])
    assert [each.question for each in offered.questions] == [bad]
    assert [member.name for member in offered.lacking([bad.pk])] == ["Basil Thyme"]
    asked_for = cohorts.cohort_practice(cohort, [good.pk])
    assert ([each.question for each in asked_for.questions], asked_for.chosen) == ([good, bad], [good.pk])
    assert [member.name for member in asked_for.lacking([good.pk])] == ["Sage Leaf"]
    assert [(len(each.members), each.never_asked) for each in asked_for.questions] == [(1, 1), (1, 0)]
