"""Who is stuck."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from quiz.models import (
    Attempt,
    Cohort,
    Interview,
    Question,
    QuestionProgress,
    User,
)
from quiz.reports import cohorts
from quiz.services import interviews
from quiz.services.interviews import save_draft, skip_turn, submit_response
from tests.clock import at
from tests.cohorts import make_membership
from tests.factories import (
    HALF_ANSWER,
    make_interview,
    make_question,
    make_user,
    waiting_attempt,
)
from tests.practice import practice
from tests.reports.cohorts.pages import NOON, answered_on, page, why

pytestmark = pytest.mark.django_db


def test_an_interview_that_was_left_open_for_days_is_stuck(cohort: Cohort, basil: User, sage: User) -> None:
    for candidate, days in ((basil, 12), (sage, 2)):
        interview = make_interview(candidate)
        interview.started_at = timezone.now() - timedelta(days=days)
        interview.save(update_fields=["started_at"])
    assert why(page(cohort)) == ["Basil Thyme left an interview open twelve days ago"]


def test_an_interview_that_was_paused_lately_is_not_stuck(cohort: Cohort, basil: User) -> None:
    make_interview(basil)
    now = timezone.now()
    Interview.objects.update(started_at=now - timedelta(days=9), paused_at=now - timedelta(days=1))
    assert why(page(cohort)) == []


@pytest.mark.parametrize("doing", ["answer", "skip", "draft"])
def test_an_interview_in_which_something_happened_lately_is_not_left(
    cohort: Cohort, basil: User, doing: str
) -> None:
    now = timezone.now()
    attempt = waiting_attempt(make_interview(basil))
    Interview.objects.update(started_at=now - timedelta(days=9))
    with at(now - timedelta(days=2)):
        if doing == "answer":
            submit_response(basil, attempt.pk, turn=Attempt.Turn.ANSWER, text=HALF_ANSWER)
        elif doing == "skip":
            skip_turn(basil, attempt.pk, turn=Attempt.Turn.ANSWER)
        else:
            save_draft(basil, attempt.pk, turn=Attempt.Turn.ANSWER, text="The platform", base=None)
    assert why(page(cohort)) == []
    with at(now + timedelta(days=3)):
        assert why(page(cohort)) == ["Basil Thyme left an interview open five days ago"]


def test_the_longest_untouched_comes_first(cohort: Cohort, basil: User, sage: User) -> None:
    now = timezone.now()
    attempt = waiting_attempt(make_interview(basil))
    make_interview(sage)
    Interview.objects.filter(candidate=basil).update(started_at=now - timedelta(days=9))
    Interview.objects.filter(candidate=sage).update(started_at=now - timedelta(days=8))
    with at(now - timedelta(days=4)):
        skip_turn(basil, attempt.pk, turn=Attempt.Turn.ANSWER)
    assert [each.member.name for each in page(cohort).findings.stuck] == ["Sage Leaf", "Basil Thyme"]


def tried(user: User, question: Question, **progress: object) -> None:
    attempt = practice(user, question, HALF_ANSWER)
    QuestionProgress.objects.filter(attempt=attempt).update(
        **{"times_asked": 3, "times_answered": 3, "first_score": 30, "score": 30, "best_score": 30} | progress
    )


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        ({}, "has answered “Cold starts” three times: 3.0 the first time, 3.0 the last"),
        (
            {"times_asked": 9, "times_answered": 4, "first_score": 95, "score": 65, "best_score": 95},
            "has answered “Cold starts” four times: 9.5 the first time, 6.5 the last",
        ),
        (
            {"best_score": 60, "score": 20},
            "has answered “Cold starts” three times: 3.0 the first time, 6.0 at best, 2.0 the last",
        ),
        ({"times_answered": 2}, ""),
        ({"score": 40, "best_score": 40}, ""),
        ({"first_score": 95, "score": 70, "best_score": 95}, ""),
        ({"is_skipped": True, "score": 0}, ""),
        (
            {"first_score": 0, "score": 0, "times_asked": 4},
            "has answered “Cold starts” three times: 3.0 at best, 0.0 the last",
        ),
        (
            {"first_score": 0, "score": 0, "best_score": 0},
            "has answered “Cold starts” three times: 0.0 the first time, 0.0 the last",
        ),
    ],
)
def test_three_answers_without_gain_are_stuck(
    cohort: Cohort, basil: User, progress: dict[str, object], expected: str
) -> None:
    tried(basil, make_question(short_name="Cold starts"), **progress)
    assert why(page(cohort)) == ([f"Basil Thyme {expected}"] if expected else [])


def test_what_was_tried_more_than_four_weeks_ago_is_not_repeated(cohort: Cohort, basil: User) -> None:
    now = timezone.now()
    with at(now - timedelta(days=29)):
        tried(basil, make_question())
    answered_on(now.date(), basil)
    assert why(page(cohort)) == []


def test_two_weeks_without_an_answer_are_inactive(cohort: Cohort, basil: User, sage: User) -> None:
    with at(NOON) as now:
        cohort.memberships.update(joined_at=now - timedelta(days=30))
        answered_on(date(2026, 9, 30), basil)
        answered_on(date(2026, 10, 1), sage)
        assert why(page(cohort)) == ["Basil Thyme has not answered anything for fourteen days"]


def test_who_joined_lately_is_not_inactive_yet(cohort: Cohort, basil: User, sage: User) -> None:
    with at(NOON) as now:
        cohort.memberships.filter(member=basil).update(joined_at=now - timedelta(days=13))
        cohort.memberships.filter(member=sage).update(joined_at=now - timedelta(days=21))
        assert why(page(cohort)) == ["Sage Leaf joined 21 days ago and has not answered anything yet"]


def test_a_day_of_skips_is_no_day_with_an_answer(cohort: Cohort, basil: User) -> None:
    practice(basil, make_question())
    assert [member.last_day for member in cohorts.members_of(cohort)] == [None, None]
    cohort.memberships.filter(member=basil).update(joined_at=timezone.now() - timedelta(days=20))
    assert why(page(cohort)) == ["Basil Thyme joined twenty days ago and has not answered anything yet"]


def test_who_is_at_something_open_is_not_inactive(cohort: Cohort, basil: User) -> None:
    answered_on(timezone.now().date() - timedelta(days=30), basil)
    interviews.practice(basil, make_question().pk)
    assert why(page(cohort)) == []
    with at(timezone.now() + timedelta(days=15)):
        assert why(page(cohort))[0] == "Basil Thyme has not answered anything for fifteen days"


def test_one_of_each_kind_comes_first_and_nobody_twice(cohort: Cohort, basil: User, sage: User) -> None:
    fern, ivy = make_user(name="Fern Brook"), make_user(name="Ivy Wall")
    for member in (fern, ivy):
        make_membership(cohort, member)
    for user in (basil, sage):
        make_interview(user)
    Interview.objects.update(started_at=timezone.now() - timedelta(days=5))
    question = make_question()
    tried(basil, question, times_asked=4, times_answered=4)
    tried(fern, question)
    cohort.memberships.filter(member=ivy).update(joined_at=timezone.now() - timedelta(days=40))
    stuck = [each.member.name for each in page(cohort).findings.stuck]
    assert stuck == ["Basil Thyme", "Fern Brook", "Ivy Wall", "Sage Leaf"]
