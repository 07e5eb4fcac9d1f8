"""Item statistics, held against figures that were worked out by hand or by Python."""

from __future__ import annotations

from statistics import correlation
from typing import Any

import pytest

from quiz.models import Dispute, Question
from quiz.reports.figures import ENOUGH_FOR_SHARES, CriterionFigures, Figure, QuestionFigures
from quiz.reports.statistics import latest_versions, question_figures
from quiz.services.interviews import start_interview, submit_response
from quiz.services.planning import Plan
from quiz.services.question_bank import publish
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    REST_OF_ANSWER,
    make_question,
    make_questions,
    make_topic,
    make_user,
    waiting_attempt,
)
from tests.practice import practice

pytestmark = pytest.mark.django_db

WRONG = "I have no idea what that could be."


def figures_of(question: Question) -> QuestionFigures:
    (found,) = question_figures([question.versions.get(number=question.versions.count())])
    return found


def line(**values: Any) -> CriterionFigures:
    """A criterion over 100 answers that nothing is wrong with."""
    plain = {
        "slug": "slow",
        "name": "Slow",
        "points": 4,
        "answers": 100,
        "facility": Figure(0.6, 100),
        "discrimination": Figure(0.4, 100),
        "covered": 50,
        "prompted": 10,
        "disputed": 0,
    }
    return CriterionFigures(**{**plain, **values})


def test_shares_of_the_points() -> None:
    question = make_question()
    for said in (GOOD_ANSWER, HALF_ANSWER, WRONG):
        practice(make_user(), question, said)
    found = figures_of(question)
    assert (found.answers, found.people) == (3, 3)
    assert found.facility.value == pytest.approx((1 + 0.6 + 0) / 3)
    environment, slow = found.criteria
    assert (environment.covered, environment.missed) == (2, 1)
    assert environment.facility.value == pytest.approx(2 / 3)
    assert slow.facility.value == pytest.approx(1 / 3)


def test_a_criterion_is_held_against_the_others_only() -> None:
    question = make_question()
    said = [GOOD_ANSWER, HALF_ANSWER, WRONG, "The first request is slow.", GOOD_ANSWER]
    for text in said:
        practice(make_user(), question, text)
    environment, slow = figures_of(question).criteria
    r = correlation([1, 1, 0, 0, 1], [4, 0, 0, 4, 4])
    assert environment.discrimination.value == pytest.approx(r)
    assert slow.discrimination.value == pytest.approx(r)


def test_a_question_is_held_against_the_others_of_the_interview() -> None:
    topic = make_topic()
    questions = make_questions(3, topic=topic)
    scores: list[list[Any]] = []
    for texts in ((GOOD_ANSWER, GOOD_ANSWER, HALF_ANSWER), (WRONG, HALF_ANSWER, WRONG), (HALF_ANSWER,) * 3):
        candidate = make_user()
        interview = start_interview(candidate, Plan(topics=[topic], question_count=3, follow_ups=0))
        by_question = dict(zip((each.pk for each in questions), texts, strict=True))
        for _ in texts:
            attempt = waiting_attempt(interview)
            text = by_question[attempt.question_id]
            submit_response(candidate, attempt.pk, turn="answer", text=text)
        got = dict(interview.attempts.values_list("question", "score"))
        scores.append([got[each.pk] for each in questions])
    found = figures_of(questions[0]).discrimination
    r = correlation([row[0] for row in scores], [(row[1] + row[2]) / 2 for row in scores])
    assert found.value == pytest.approx(r)
    assert (found.count, found.is_sound) == (3, False)


def test_what_does_not_vary_has_no_correlation() -> None:
    question = make_question()
    for _ in range(3):
        practice(make_user(), question, GOOD_ANSWER)
    found = figures_of(question)
    assert found.discrimination.value is None
    assert [each.discrimination.value for each in found.criteria] == [None, None]


def test_what_came_after_the_follow_up_is_prompted() -> None:
    question = make_question()
    practice(make_user(), question, HALF_ANSWER, REST_OF_ANSWER)
    practice(make_user(), question, GOOD_ANSWER)
    _, slow = figures_of(question).criteria
    assert (slow.covered, slow.prompted, slow.prompted_rate.value) == (1, 1, 0.5)
    assert figures_of(question).prompted_rate.value == 0.25


def test_disputes_count_among_those_that_missed_it() -> None:
    question = make_question()
    attempts = [practice(make_user(), question, HALF_ANSWER) for _ in range(4)]
    Dispute.objects.create(attempt=attempts[0], criterion="slow", quote="platform", why="I said so.")
    found = figures_of(question)
    assert found.criteria[1].dispute_rate.value == 0.25
    assert (found.criteria[0].dispute_rate.value, found.disputed) == (None, 1)


def test_skipped_and_unfinished_answers_do_not_count() -> None:
    question = make_question()
    practice(make_user(), question)
    candidate = make_user()
    interview = start_interview(candidate, Plan(topics=[question.topic], question_count=1))
    submit_response(candidate, waiting_attempt(interview).pk, turn="answer", text=HALF_ANSWER)
    assert figures_of(question).answers == 0


def test_answers_of_earlier_versions_do_not_count() -> None:
    question = make_question()
    practice(make_user(), question, GOOD_ANSWER)
    question.criteria.filter(slug="slow").update(missed="Say it.")
    publish(question)
    assert figures_of(question).answers == 0
    assert [version.number for version in latest_versions()] == [2]


def test_as_many_queries_for_many_questions(django_assert_num_queries: Any) -> None:
    for question in make_questions(4):
        practice(make_user(), question, GOOD_ANSWER)
    versions = list(latest_versions())
    with django_assert_num_queries(3):
        assert len(question_figures(versions)) == 4


@pytest.mark.parametrize(
    ("values", "advice"),
    [
        ({"answers": ENOUGH_FOR_SHARES - 1}, "Too few answers to tell: 29 of 30."),
        ({"covered": 0, "prompted": 0}, "Nobody says this: are its phrases too narrow?"),
        ({"covered": 100, "prompted": 0}, "Everybody says this"),
        ({"covered": 0, "prompted": 100}, "Everybody says this"),
        ({"disputed": 4}, "read their disputes"),
        ({"discrimination": Figure(-0.2, 100)}, "do its phrases find something else?"),
        ({"facility": Figure(0.1, 100)}, "Hardly anybody says this"),
        ({"covered": 0, "prompted": 60}, "only when they are asked"),
        ({"discrimination": Figure(0.1, 100)}, "does it belong to this question?"),
        ({"discrimination": Figure(0.1, 49, enough=50)}, "Nothing to do."),
        ({"facility": Figure(0.97, 100), "covered": 97, "prompted": 0}, "could it ask for more?"),
        ({}, "Nothing to do."),
    ],
)
def test_each_weakness_has_its_advice(values: dict[str, Any], advice: str) -> None:
    assert advice in line(**values).advice


@pytest.mark.parametrize(
    ("values", "advice"),
    [
        ({"answers": 3}, "Too few answers to tell: 3 of 30."),
        ({"criteria": (line(covered=0, prompted=0),)}, "Criteria that tell nobody apart: 1."),
        ({"discrimination": Figure(-0.3, 100)}, "is the rubric right?"),
        ({"facility": Figure(0.1, 100)}, "is it clear what is asked?"),
        ({"discrimination": Figure(0.1, 100)}, "look at its criteria"),
        ({"facility": Figure(0.96, 100)}, "a harder question would say more"),
        ({}, "Nothing to do."),
    ],
)
def test_each_weakness_of_a_question_has_its_advice(values: dict[str, Any], advice: str) -> None:
    plain = {"question_id": 1, "name": "Cold starts", "version": 1, "answers": 100, "people": 50}
    figures = {"facility": Figure(0.6, 100), "discrimination": Figure(0.4, 100), "criteria": (line(),)}
    assert advice in QuestionFigures(**{**plain, **figures, **values}).advice
