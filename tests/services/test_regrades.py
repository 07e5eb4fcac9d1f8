"""Answers scored again by a later version: the scores before stay, sums and progress follow."""

from __future__ import annotations

from concurrent.futures import Future

import pytest
from django.utils import timezone

from quiz.models import Attempt, EarlierScore, Interview, Question, QuestionProgress, Regrade, User
from quiz.models.regrades import NEWS
from quiz.services import progress, regrades
from quiz.services.interviews import finish_interview, submit_response
from quiz.services.progress_check import differences
from quiz.services.question_bank import publish
from quiz.services.receipts import check_receipts
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    REST_OF_ANSWER,
    make_editor,
    make_interview,
    make_question,
    make_user,
    waiting_attempt,
)
from tests.practice import practice
from tests.workers import PATIENCE, in_own_connection, second_while_first_is_open, wait_until_blocked, worker

WHY = "A new environment is slow, so it says both."


def widen(question: Question) -> Question:
    """Publish that the half answer is a whole one."""
    question.criteria.filter(slug="slow").update(phrases=["first request slow", "new environment"])
    publish(question)
    return question


def regrade(question: Question) -> Regrade:
    begun = regrades.start_regrade(question, make_editor(), why=WHY)
    while regrades.regrade_step(begun.pk):
        pass
    begun.refresh_from_db()
    return begun


@pytest.fixture
def attempt() -> Attempt:
    """A half answer, by a version since which the rubric has become wider."""
    question = make_question()
    attempt = practice(make_user(), question, HALF_ANSWER, REST_OF_ANSWER)
    widen(question)
    return attempt


pytestmark = pytest.mark.django_db


def test_the_score_is_new_and_the_one_before_is_kept(attempt: Attempt) -> None:
    before = Attempt.objects.get(pk=attempt.pk)
    begun = regrade(attempt.question)
    attempt.refresh_from_db()
    assert (attempt.score, attempt.rubric_version.number) == (100, 2)
    earlier = attempt.earlier_scores.get()
    assert (earlier.score, earlier.result, earlier.receipt) == (before.score, before.result, before.receipt)
    assert (earlier.rubric_version.number, earlier.regrade) == (1, begun)
    assert (begun.done, begun.total) == (1, 1)
    assert begun.finished_at


def test_what_was_said_and_asked_stays(attempt: Attempt) -> None:
    attempt.question.criteria.filter(slug="slow").update(slug="other", probe="Something else?")
    publish(attempt.question)
    regrade(attempt.question)
    again = Attempt.objects.get(pk=attempt.pk)
    assert again.probes == ["What does the caller notice?"]
    assert (again.response, again.follow_ups) == (HALF_ANSWER, [REST_OF_ANSWER])
    assert again.asked_rubric.question == attempt.rubric.question


def test_the_sums_of_the_interview_and_the_progress_follow(attempt: Attempt) -> None:
    regrade(attempt.question)
    interview = Interview.objects.get()
    assert (interview.score, interview.covered, interview.prompted) == (100, 2, 0)
    row = QuestionProgress.objects.get()
    assert (row.score, row.best_score) == (100, 100)
    assert not list(differences())


def test_new_scores_have_receipts(attempt: Attempt) -> None:
    regrade(attempt.question)
    check = check_receipts()
    assert (check.same, check.different) == (1, [])


def test_interviews_that_go_on_are_left_alone() -> None:
    candidate = make_user()
    attempt = waiting_attempt(make_interview(candidate))
    submit_response(candidate, attempt.pk, turn="answer", text=GOOD_ANSWER)
    with pytest.raises(regrades.NothingToRegradeError):
        regrade(widen(attempt.question))


def test_what_is_scored_by_the_version_already_is_left_alone() -> None:
    question = make_question()
    practice(make_user(), question, GOOD_ANSWER)
    with pytest.raises(regrades.NothingToRegradeError):
        regrade(question)


def test_the_candidate_has_news_of_a_score_that_changed(attempt: Attempt) -> None:
    same = practice(make_user(), make_question(), GOOD_ANSWER)
    widen(same.question)
    for question in (attempt.question, same.question):
        regrade(question)
    candidate = attempt.interview.candidate
    assert [each.attempt for each in EarlierScore.objects.news_for(candidate)] == [attempt]
    assert not EarlierScore.objects.news_for(same.interview.candidate)
    EarlierScore.objects.update(at=timezone.now() - 2 * NEWS)
    assert not EarlierScore.objects.news_for(candidate)


def test_a_step_that_is_done_twice_changes_nothing(attempt: Attempt) -> None:
    begun = regrade(attempt.question)
    assert regrades.regrade_step(begun.pk) is False
    assert EarlierScore.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_take_turns() -> None:
    question = make_question()
    practice(make_user(), question, HALF_ANSWER)
    widen(question)
    begun = regrades.start_regrade(question, make_user(), why=WHY)

    def step() -> bool:
        return regrades.regrade_step(begun.pk)

    assert second_while_first_is_open(step, step) == (True, False)
    assert EarlierScore.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("answered", [True, False])
def test_an_interview_that_was_started_and_ends_meanwhile_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, answered: bool
) -> None:
    """It comes after the interviews are locked and before the person is; then it waits for the person."""
    candidate, question = make_user(), make_question()
    practice(candidate, question, HALF_ANSWER, REST_OF_ANSWER)
    interview = make_interview(candidate)
    if answered:
        submit_response(candidate, waiting_attempt(interview).pk, turn="answer", text=GOOD_ANSWER)
    widen(question)
    begun = regrades.start_regrade(question, make_editor(), why=WHY)

    lock = progress.lock

    def lock_but_for_the_interview(locked: User) -> None:
        if ends:
            return lock(locked)
        User.objects.select_for_update(no_key=True).get(pk=locked.pk)
        ends.append(pool.submit(in_own_connection, end))
        wait_until_blocked()

    def end() -> Interview:
        return finish_interview(candidate, interview.pk)

    ends: list[Future[Interview]] = []
    monkeypatch.setattr(progress, "lock", lock_but_for_the_interview)
    with worker() as pool:
        regrades.regrade_step(begun.pk)
        assert ends[0].result(PATIENCE).finished_at
    assert list(differences()) == []
