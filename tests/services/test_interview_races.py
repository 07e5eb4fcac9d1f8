"""Two workers at once on one interview."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from quiz import reports
from quiz.models import Attempt, Interview, QuestionProgress
from quiz.services import interviews, progress
from quiz.services.planning import Plan
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    make_interview,
    make_questions,
    make_topic,
    make_user,
    waiting_attempt,
)
from tests.workers import second_while_first_is_open

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ANSWER = Attempt.Turn.ANSWER


def taken(step: Callable[..., object], attempt: Attempt, **fields: Any) -> Callable[[], bool]:
    """The step on the attempt's answer, to be called later; says whether its turn was still waited for."""

    def work() -> bool:
        try:
            step(attempt.interview.candidate, attempt.pk, turn=ANSWER, **fields)
        except interviews.TurnIsOverError:
            return False
        return True

    return work


def test_two_workers_answer_one_question_once() -> None:
    interview = make_interview(make_user())
    attempt = waiting_attempt(interview)
    both = second_while_first_is_open(
        taken(interviews.submit_response, attempt, text=GOOD_ANSWER),
        taken(interviews.submit_response, attempt, text=HALF_ANSWER),
    )
    attempt.refresh_from_db()
    assert both == (True, False)
    assert (attempt.response, attempt.status) == (GOOD_ANSWER, "answered")
    assert waiting_attempt(interview).position == 2


def test_an_answer_and_a_skip_are_one_step() -> None:
    interview = make_interview(make_user(), questions=3)
    attempt = waiting_attempt(interview)
    both = second_while_first_is_open(
        taken(interviews.skip_turn, attempt), taken(interviews.submit_response, attempt, text=GOOD_ANSWER)
    )
    attempt.refresh_from_db()
    assert both == (True, False)
    assert (attempt.response, attempt.status) == ("", "skipped")
    assert waiting_attempt(interview).position == 2


def test_two_workers_start_one_interview() -> None:
    candidate = make_user()
    topic = make_topic()
    make_questions(3, topic=topic)

    def start() -> Interview:
        return interviews.start_interview(candidate, Plan(topics=[topic], question_count=3, follow_ups=1))

    first, second = second_while_first_is_open(start, start)
    assert first == second
    assert Attempt.objects.count() == 3


def test_an_answer_that_meets_the_end_is_not_taken() -> None:
    interview = make_interview(make_user())
    attempt = waiting_attempt(interview)
    _, was_taken = second_while_first_is_open(
        lambda: interviews.finish_interview(interview.candidate, interview.pk),
        taken(interviews.submit_response, attempt, text=GOOD_ANSWER),
    )
    attempt.refresh_from_db()
    interview.refresh_from_db()
    assert (was_taken, attempt.status, interview.score) == (False, "left-out", None)


def test_the_end_that_meets_an_answer_counts_it() -> None:
    interview = make_interview(make_user())
    second_while_first_is_open(
        taken(interviews.submit_response, waiting_attempt(interview), text=GOOD_ANSWER),
        lambda: interviews.finish_interview(interview.candidate, interview.pk),
    )
    interview.refresh_from_db()
    assert interview.score == 100


def test_a_draft_that_meets_its_answer_does_not_come_back() -> None:
    attempt = waiting_attempt(make_interview(make_user()))
    both = second_while_first_is_open(
        taken(interviews.submit_response, attempt, text=HALF_ANSWER),
        taken(interviews.save_draft, attempt, text="A cold", base=None),
    )
    attempt.refresh_from_db()
    assert both == (True, False)
    assert (attempt.draft, attempt.status) == ("", "probed")


def test_a_room_that_is_read_while_its_interview_ends_is_none() -> None:
    interview = make_interview(make_user())
    interviews.finish_interview(interview.candidate, interview.pk)
    assert interview.finished_at is None
    assert reports.room(interview) is None


def test_two_workers_practise_one_question_once() -> None:
    candidate = make_user()
    (question,) = make_questions(1, topic=make_topic())

    def start() -> Interview:
        return interviews.practice(candidate, question.pk)

    first, second = second_while_first_is_open(start, start)
    assert first == second
    assert Attempt.objects.count() == 1


def test_two_tabs_save_one_draft() -> None:
    attempt = waiting_attempt(make_interview(make_user()))

    def save(text: str) -> Callable[[], bool]:
        def work() -> bool:
            try:
                interviews.save_draft(
                    attempt.interview.candidate, attempt.pk, turn=ANSWER, text=text, base=None
                )
            except interviews.DraftConflictError:
                return False
            return True

        return work

    both = second_while_first_is_open(save("A cold"), save("A warm"))
    attempt.refresh_from_db()
    assert (both, attempt.draft) == ((True, False), "A cold")


def test_a_skip_that_meets_the_draft_of_another_tab_asks_first() -> None:
    attempt = waiting_attempt(make_interview(make_user()))

    def skip() -> str:
        try:
            interviews.skip_turn(attempt.interview.candidate, attempt.pk, turn=ANSWER)
        except interviews.UnsentTextError as unsent:
            return unsent.text
        return ""

    both = second_while_first_is_open(taken(interviews.save_draft, attempt, text="A cold", base=None), skip)
    attempt.refresh_from_db()
    assert both == (True, "A cold")
    assert (attempt.status, attempt.draft) == ("asked", "A cold")


def test_an_answer_in_the_last_second_and_the_end_of_the_time_take_turns() -> None:
    interview = make_interview(make_user(), questions=1, time_limit=timedelta(minutes=10))
    attempt = waiting_attempt(interview)
    Interview.objects.update(started_at=timezone.now() - timedelta(minutes=10, seconds=1))
    interview.refresh_from_db()
    second_while_first_is_open(
        taken(interviews.submit_response, attempt, text=GOOD_ANSWER), lambda: interviews.keep_time(interview)
    )
    attempt.refresh_from_db()
    assert (attempt.response, attempt.score, attempt.timed_out) == (GOOD_ANSWER, 100, False)


def test_a_draft_that_was_saved_in_the_last_second_is_what_counts() -> None:
    interview = make_interview(make_user(), questions=1, time_limit=timedelta(minutes=10))
    attempt = waiting_attempt(interview)
    saved_at = interviews.save_draft(
        interview.candidate, attempt.pk, turn=ANSWER, text=HALF_ANSWER, base=None
    )
    Interview.objects.update(started_at=timezone.now() - timedelta(minutes=10, seconds=1))
    interview.refresh_from_db()
    second_while_first_is_open(
        taken(interviews.save_draft, attempt, text=GOOD_ANSWER, base=saved_at),
        lambda: interviews.keep_time(interview),
    )
    attempt.refresh_from_db()
    assert (attempt.response, attempt.score, attempt.timed_out) == (GOOD_ANSWER, 100, True)


def test_two_tabs_that_answer_in_the_last_second_answer_once() -> None:
    interview = make_interview(make_user(), questions=1, time_limit=timedelta(minutes=10))
    attempt = waiting_attempt(interview)
    Interview.objects.update(started_at=timezone.now() - timedelta(minutes=10, seconds=1))
    both = second_while_first_is_open(
        taken(interviews.submit_response, attempt, text=GOOD_ANSWER),
        taken(interviews.submit_response, attempt, text=HALF_ANSWER),
    )
    attempt.refresh_from_db()
    assert (both, attempt.response) == ((True, False), GOOD_ANSWER)


def test_two_attempts_at_one_question_that_close_at_once_both_count() -> None:
    candidate = make_user()
    interview = make_interview(candidate, questions=1, follow_ups=0)
    planned = waiting_attempt(interview)
    practised = interviews.practice(candidate, planned.question_id).attempts.get()
    both = second_while_first_is_open(
        taken(interviews.submit_response, planned, text=GOOD_ANSWER), taken(interviews.skip_turn, practised)
    )
    row = QuestionProgress.objects.get()
    assert both == (True, True)
    assert (row.times_asked, row.times_answered, row.best_score) == (2, 1, 100)
    assert (row.score, row.attempt) == (0, practised)


def test_an_answer_while_progress_is_made_anew_counts_once() -> None:
    candidate = make_user()
    attempt = waiting_attempt(make_interview(candidate, questions=1))
    second_while_first_is_open(
        taken(interviews.submit_response, attempt, text=GOOD_ANSWER), lambda: progress.rebuild(candidate)
    )
    assert QuestionProgress.objects.get().times_asked == 1


def test_an_answer_after_progress_is_made_anew_counts_once() -> None:
    candidate = make_user()
    attempt = waiting_attempt(make_interview(candidate, questions=1))
    second_while_first_is_open(
        lambda: progress.rebuild(candidate), taken(interviews.submit_response, attempt, text=GOOD_ANSWER)
    )
    assert QuestionProgress.objects.get().times_asked == 1
