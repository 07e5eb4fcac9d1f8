"""What leads are told of a cohort: findings, weeks, the order of the grid."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from quiz.models import (
    AnswerDay,
    Attempt,
    Cohort,
    CriterionProgress,
    Interview,
    Question,
    QuestionProgress,
    User,
)
from quiz.reports import cohorts
from quiz.reports.cohorts import CellState, CohortPage, GridChoice, MemberOrder, Order
from quiz.services import interviews, progress
from quiz.services.interviews import save_draft, skip_turn, submit_response
from quiz.services.question_bank import publish, withdraw
from tests.clock import at
from tests.cohorts import make_cohort, make_membership
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    REST_OF_ANSWER,
    make_interview,
    make_question,
    make_topic,
    make_user,
    waiting_attempt,
)
from tests.practice import practice

pytestmark = pytest.mark.django_db

NOON = "2026-10-14T12:00:00+00:00"
"""A Wednesday."""


@pytest.fixture
def basil() -> User:
    return make_user(name="Basil Thyme")


@pytest.fixture
def sage() -> User:
    return make_user(name="Sage Leaf")


@pytest.fixture
def cohort(basil: User, sage: User) -> Cohort:
    return make_cohort(None, sage, basil)


def page(cohort: Cohort, **choice: object) -> CohortPage:
    return cohorts.cohort_page(cohorts.members_of(cohort), GridChoice(**choice))  # type: ignore[arg-type]


def names(found: CohortPage) -> list[str]:
    return [row.criterion.slug for group in found.grid.groups for row in group.rows]


def why(found: CohortPage) -> list[str]:
    return [f"{stuck.member.name} {stuck.why}" for stuck in found.findings.stuck]


def answered_on(day: date, user: User) -> None:
    AnswerDay.objects.filter(candidate=user).delete()
    AnswerDay.objects.create(
        candidate=user, day=day, asked=2, answered=1, score_sum=70, covered=1, prompted=0, not_yet=1
    )


def test_members_come_by_name_with_the_day_of_their_latest_answer(cohort: Cohort, basil: User) -> None:
    answered_on(date(2026, 10, 2), basil)
    members = cohorts.members_of(cohort)
    assert [(member.name, member.last_day) for member in members] == [
        ("Basil Thyme", date(2026, 10, 2)),
        ("Sage Leaf", None),
    ]


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
    practice(basil, question, GOOD_ANSWER)
    found = page(cohort)
    assert found.findings.missed == []
    assert found.findings.better == [found.grid.groups[0].rows[0], found.grid.groups[0].rows[1]]
    assert names(found) == ["environment", "slow", "warm"]


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
        ({"first_score": 0, "score": 0, "times_asked": 4}, ""),
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


def test_who_gave_no_name_goes_by_a_number(cohort: Cohort) -> None:
    membership = make_membership(cohort, make_user("hidden@example.org", name=""))
    assert cohorts.members_of(cohort)[0].name == f"Member {membership.pk}"


def test_who_answered_what_is_no_longer_published_has_answered(cohort: Cohort, basil: User) -> None:
    question = make_question()
    practice(basil, question, HALF_ANSWER)
    withdraw(question)
    found = page(cohort)
    assert (found.is_answered, found.is_asked) == (True, False)


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


def test_better_is_what_was_credited_for_the_first_time_in_these_seven_days(
    cohort: Cohort, basil: User, sage: User
) -> None:
    question = make_question()
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


def test_what_was_new_this_week_and_is_not_in_the_latest_answer_is_not_better(
    cohort: Cohort, basil: User
) -> None:
    question = make_question()
    practice(basil, question, GOOD_ANSWER)
    practice(basil, question, HALF_ANSWER)
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

    def order(by: MemberOrder) -> list[str]:
        return [member.name.split()[0] for member in page(cohort, members_by=by).grid.members]

    assert order(MemberOrder.NAME) == ["Basil", "Fern", "Sage"]
    assert order(MemberOrder.COVERED) == ["Fern", "Basil", "Sage"]
    assert order(MemberOrder.INACTIVE) == ["Sage", "Basil", "Fern"]


def test_what_is_practised_together_is_what_is_missed_most(cohort: Cohort, basil: User, sage: User) -> None:
    good, bad = make_question(), make_question()
    practice(basil, good, GOOD_ANSWER)
    practice(basil, bad, HALF_ANSWER)
    practice(sage, bad, GOOD_ANSWER)
    offered = cohorts.cohort_practice(cohort, None)
    assert [each.question for each in offered.questions] == [bad]
    assert [member.name for member in offered.lacking([bad.pk])] == ["Basil Thyme"]
    asked_for = cohorts.cohort_practice(cohort, good.pk)
    assert ([each.question for each in asked_for.questions], asked_for.chosen) == ([good, bad], [good.pk])
    assert [member.name for member in asked_for.lacking([good.pk])] == ["Sage Leaf"]
    assert [(len(each.members), each.never_asked) for each in asked_for.questions] == [(1, 1), (1, 0)]
