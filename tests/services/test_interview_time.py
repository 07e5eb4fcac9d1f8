"""Time limits, pauses, and what was being written when the time was over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from quiz.models import GRACE, Attempt, Interview
from quiz.services import interviews
from tests.factories import GOOD_ANSWER, HALF_ANSWER, make_interview, make_user, waiting_attempt

pytestmark = pytest.mark.django_db

ANSWER, FOLLOW_UP = Attempt.Turn.ANSWER, Attempt.Turn.FOLLOW_UP
MINUTE = timedelta(minutes=1)
LIMIT = 10 * MINUTE


class Clock:
    """The server's clock, put forward or back by hand."""

    def __init__(self) -> None:
        self.offset = timedelta()
        self.now_really = timezone.now

    def now(self) -> datetime:
        return self.now_really() + self.offset

    def put(self, by: timedelta) -> None:
        self.offset += by


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("django.utils.timezone.now", clock.now)
    return clock


def whole(**fields: int) -> Interview:
    """An interview with a limit for the whole of it."""
    return make_interview(make_user(), time_limit=LIMIT, **fields)


def each(**fields: int) -> Interview:
    """An interview with a limit for each question."""
    return make_interview(make_user(), question_time_limit=LIMIT, **fields)


def answer(interview: Interview, text: str, turn: str = ANSWER) -> Attempt:
    attempt = waiting_attempt(interview)
    interviews.submit_response(interview.candidate, attempt.pk, turn=turn, text=text)
    attempt.refresh_from_db()
    return attempt


def write(interview: Interview, text: str, turn: str = ANSWER) -> Attempt:
    attempt = waiting_attempt(interview)
    base = attempt.draft_saved_at
    interviews.save_draft(interview.candidate, attempt.pk, turn=turn, text=text, base=base)
    return attempt


def statuses(interview: Interview) -> list[str]:
    return [attempt.status for attempt in interview.attempts.all()]


def test_within_the_limit_nothing_ends(clock: Clock) -> None:
    interview = whole()
    clock.put(LIMIT - MINUTE)
    assert interviews.keep_time(interview).finished_at is None
    assert statuses(interview) == ["asked", "planned"]


def test_the_draft_at_the_limit_is_scored_and_the_rest_left_out(clock: Clock) -> None:
    interview = whole(questions=3)
    answer(interview, GOOD_ANSWER)
    attempt = write(interview, f" {HALF_ANSWER} ")
    clock.put(3 * LIMIT)
    ended = interviews.keep_time(interview)
    attempt.refresh_from_db()
    assert statuses(interview) == ["answered", "answered", "left-out"]
    assert (attempt.response, attempt.score, attempt.timed_out) == (HALF_ANSWER, 60, True)
    assert (attempt.draft, attempt.draft_saved_at) == ("", None)
    assert attempt.closed_at == ended.finished_at == interview.started_at + LIMIT
    assert ended.score == 80


def test_seconds_of_the_draft_at_the_limit_count_once(clock: Clock) -> None:
    interview = whole(questions=1)
    attempt = waiting_attempt(interview)
    seconds = timedelta(seconds=20)
    interviews.save_draft(
        interview.candidate, attempt.pk, turn=ANSWER, text=HALF_ANSWER, base=None, dictated=seconds
    )
    clock.put(LIMIT)
    interviews.keep_time(interviews.keep_time(interview))
    attempt.refresh_from_db()
    assert (attempt.dictated, attempt.draft_dictated) == (seconds, timedelta())


def test_nothing_written_at_the_limit_is_a_skip(clock: Clock) -> None:
    interview = whole(questions=1)
    write(interview, " \n ")
    clock.put(LIMIT)
    assert interviews.keep_time(interview).score == 0
    assert statuses(interview) == ["skipped"]


def test_the_draft_of_a_follow_up_counts_as_prompted(clock: Clock) -> None:
    interview = whole(questions=1)
    answer(interview, HALF_ANSWER)
    write(interview, "The first request is slow.", FOLLOW_UP)
    clock.put(LIMIT)
    assert interviews.keep_time(interview).score == 80
    assert statuses(interview) == ["answered"]


def test_an_answer_on_its_way_at_the_limit_is_taken_and_nothing_more_is_asked(clock: Clock) -> None:
    interview = whole(questions=1, follow_ups=2)
    attempt = waiting_attempt(interview)
    clock.put(LIMIT + GRACE / 2)
    write(interview, "A new")
    interviews.submit_response(interview.candidate, attempt.pk, turn=ANSWER, text=HALF_ANSWER)
    interview.refresh_from_db()
    assert (interview.score, statuses(interview)) == (60, ["answered"])


@pytest.mark.parametrize(
    ("step", "options"), [(interviews.submit_response, {}), (interviews.save_draft, {"base": None})]
)
def test_what_comes_after_the_limit_is_refused_and_the_draft_stands(
    clock: Clock, step: Callable[..., object], options: dict[str, None]
) -> None:
    interview = whole(questions=1)
    attempt = write(interview, HALF_ANSWER)
    clock.put(LIMIT + 2 * GRACE)
    with pytest.raises(interviews.TurnIsOverError, match="The time was up"):
        step(interview.candidate, attempt.pk, turn=ANSWER, text=GOOD_ANSWER, **options)
    interview.refresh_from_db()
    assert interviews.keep_time(interview).score == 60


def test_a_late_skip_ends_the_interview_with_its_draft(clock: Clock) -> None:
    interview = whole(questions=1)
    attempt = write(interview, GOOD_ANSWER)
    clock.put(LIMIT + 2 * GRACE)
    with pytest.raises(interviews.TurnIsOverError):
        interviews.skip_turn(interview.candidate, attempt.pk, turn=ANSWER)
    interview.refresh_from_db()
    assert interview.score == 100


def test_finishing_after_the_limit_still_counts_the_draft(clock: Clock) -> None:
    interview = whole(questions=2)
    write(interview, GOOD_ANSWER)
    clock.put(LIMIT + MINUTE)
    finished = interviews.finish_interview(interview.candidate, interview.pk)
    assert (finished.score, finished.finished_at) == (100, interview.started_at + LIMIT)


def test_a_question_over_its_time_is_closed_and_the_next_one_asked_when_the_person_is_back(
    clock: Clock,
) -> None:
    interview = each(questions=3)
    first = write(interview, GOOD_ANSWER)
    clock.put(5 * LIMIT)
    assert interviews.keep_time(interview).finished_at is None
    first.refresh_from_db()
    assert first.time_taken == LIMIT
    assert statuses(interview) == ["answered", "asked", "planned"]
    asked_at = waiting_attempt(interview).asked_at
    assert asked_at is not None
    assert clock.now() - asked_at < MINUTE


def test_the_nearer_of_two_limits_ends_the_question() -> None:
    interview = make_interview(make_user(), time_limit=LIMIT, question_time_limit=3 * LIMIT)
    assert interview.deadline(waiting_attempt(interview)) == interview.started_at + LIMIT


def test_all_that_is_overdue_is_ended_at_once(clock: Clock) -> None:
    interview = whole(questions=1)
    write(interview, GOOD_ANSWER)
    clock.put(LIMIT)
    interviews.end_overdue(interview.candidate)
    interview.refresh_from_db()
    assert interview.score == 100


def test_a_clock_put_back_gives_time_and_takes_none(clock: Clock) -> None:
    interview = whole(questions=1)
    clock.put(-3 * LIMIT)
    attempt = answer(interview, GOOD_ANSWER)
    assert (attempt.score, attempt.time_taken) == (100, timedelta())


def test_a_pause_is_not_counted(clock: Clock) -> None:
    interview = make_interview(make_user())
    clock.put(MINUTE)
    interviews.pause_interview(interview.candidate, interview.pk)
    clock.put(60 * MINUTE)
    interviews.resume_interview(interview.candidate, interview.pk)
    clock.put(MINUTE)
    attempt = answer(interview, GOOD_ANSWER)
    assert 2 * MINUTE <= attempt.time_taken < 3 * MINUTE


def test_answering_ends_a_pause(clock: Clock) -> None:
    interview = make_interview(make_user(), questions=1)
    interviews.pause_interview(interview.candidate, interview.pk)
    clock.put(60 * MINUTE)
    attempt = answer(interview, GOOD_ANSWER)
    interview.refresh_from_db()
    assert attempt.time_taken < MINUTE
    assert interview.paused_at is None


def test_finishing_ends_a_pause() -> None:
    interview = make_interview(make_user())
    interviews.pause_interview(interview.candidate, interview.pk)
    assert interviews.finish_interview(interview.candidate, interview.pk).paused_at is None


def test_an_interview_with_a_limit_is_not_paused() -> None:
    interview = whole()
    assert interviews.pause_interview(interview.candidate, interview.pk).paused_at is None


def test_a_second_pause_changes_nothing() -> None:
    interview = make_interview(make_user())
    first = interviews.pause_interview(interview.candidate, interview.pk)
    second = interviews.pause_interview(interview.candidate, interview.pk)
    assert first.paused_at == second.paused_at


def test_a_stranger_cannot_pause() -> None:
    with pytest.raises(Interview.DoesNotExist):
        interviews.pause_interview(make_user(), make_interview(make_user()).pk)


def test_what_was_left_is_ended_by_a_job_once_its_time_is_over(clock: Clock) -> None:
    left, still, others = whole(), make_interview(make_user()), each()
    attempt = write(left, HALF_ANSWER)
    clock.put(LIMIT)
    assert not interviews.end_overdue_step()  # what was sent may be on its way
    clock.put(MINUTE)
    assert interviews.end_overdue_step()
    assert not interviews.end_overdue_step()
    left.refresh_from_db()
    attempt.refresh_from_db()
    assert (left.finished_at, attempt.score) == (left.ends_at, 60)
    assert set(Interview.objects.unfinished()) == {still, others}
