"""The steps of an interview, on rows that the caller has locked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from interviewprep.measures import SCORE_SECONDS, SUBMISSIONS
from quiz.models import GRACE, Attempt, Interview
from quiz.scoring import Receipt, Score, State, heaviest_missed, score
from quiz.services import progress, turn_rows
from quiz.services.reviews import rate_interview

SUMS = ("score", "covered", "prompted", "not_yet")
"""The fields of an interview that `sum_up` sets."""

TURN = (
    *("status", "closed_at", "timed_out", "draft", "draft_saved_at", "draft_dictated"),
    *("response", "probed", "follow_ups", "said_at", "dictated", "score", "result", "receipt"),
)
"""The fields of an attempt that a turn changes."""


def is_late(interview: Interview, attempt: Attempt, now: datetime, grace: timedelta = GRACE) -> bool:
    deadline = interview.deadline(attempt)
    return deadline is not None and now >= deadline + grace


def end_overdue(interview: Interview, attempts: Sequence[Attempt], grace: timedelta = timedelta()) -> bool:
    """Take the draft of a turn whose time is over, and go on or finish; return whether it was over."""
    waiting = next((attempt for attempt in attempts if attempt.turn), None)
    now = timezone.now()
    if waiting is None or not is_late(interview, waiting, now, grace):
        return False
    deadline = interview.deadline(waiting)
    waiting.timed_out = True
    if waiting.draft.strip():
        waiting.dictated += waiting.draft_dictated
        _hear(waiting, waiting.draft.strip(), at=deadline)
        _close(waiting, Attempt.Status.ANSWERED, at=deadline)
    else:
        skip(waiting, at=deadline)
    save_turn(waiting)
    if interview.ends_at and now >= interview.ends_at:
        finish_early(interview, interview.ends_at)
    else:
        go_on(interview, attempts)
    return True


def resume(interview: Interview, attempts: Sequence[Attempt]) -> None:
    if interview.paused_at is None:
        return
    rested = timezone.now() - interview.paused_at
    for attempt in attempts:
        if attempt.turn:
            attempt.paused += rested
            attempt.save(update_fields=["paused"])
    interview.paused_at = None
    interview.save(update_fields=["paused_at"])


def take(interview: Interview, attempt: Attempt, text: str) -> None:
    """Score what was said, and ask a follow-up if there is one to ask and time for it."""
    result = _hear(attempt, text)
    transaction.on_commit(SUBMISSIONS.inc)
    missed = heaviest_missed(result, attempt.rubric, attempt.probed)
    may_ask = len(attempt.probed) < interview.follow_ups
    if missed and may_ask and not is_late(interview, attempt, timezone.now(), timedelta()):
        attempt.probed.append(missed.slug)
        attempt.status = Attempt.Status.PROBED
    else:
        _close(attempt, Attempt.Status.ANSWERED)


def _hear(attempt: Attempt, text: str, at: datetime | None = None) -> Score:
    """Keep and score what was said in the turn that waits."""
    if attempt.turn == Attempt.Turn.ANSWER:
        attempt.response = text
    else:
        attempt.follow_ups.append(text)
    attempt.said_at.append(at or timezone.now())
    return _set_score(attempt)


def skip(attempt: Attempt, at: datetime | None = None) -> None:
    if attempt.turn == Attempt.Turn.ANSWER:
        _set_score(attempt)
        _close(attempt, Attempt.Status.SKIPPED, at)
    else:
        _hear(attempt, "", at)
        _close(attempt, Attempt.Status.ANSWERED, at)


@SCORE_SECONDS.time()
def _set_score(attempt: Attempt) -> Score:
    """Score what was said so far."""
    result = score(attempt.response, attempt.rubric, attempt.answered_follow_ups)
    attempt.score = result.value
    attempt.result = result.to_json()
    said = (attempt.response, attempt.answered_follow_ups)
    attempt.receipt = Receipt.of(attempt.result, attempt.rubric, *said).to_json()
    return result


def _close(attempt: Attempt, status: Attempt.Status, at: datetime | None = None) -> None:
    attempt.status = status
    attempt.closed_at = at or timezone.now()


def save_turn(attempt: Attempt) -> None:
    """The turn is over, and its draft with it."""
    attempt.draft = ""
    attempt.draft_saved_at = None
    attempt.draft_dictated = timedelta()
    turn_rows.write(attempt, TURN)


def go_on(interview: Interview, attempts: Sequence[Attempt]) -> None:
    """Ask the next planned question unless one is waiting; finish after the last.

    `attempts` were open before this turn: the one that waited, and the next, if there is one.
    """
    if any(attempt.turn for attempt in attempts):
        return
    planned = next((attempt for attempt in attempts if attempt.status == Attempt.Status.PLANNED), None)
    if planned is None:
        _finish(interview)
    else:
        planned.status = Attempt.Status.ASKED
        planned.asked_at = timezone.now()
        turn_rows.write(planned, ("status", "asked_at"))


def finish_early(interview: Interview, at: datetime) -> None:
    """What was answered counts, without the follow-up that waits; the rest is left out."""
    for attempt in interview.attempts.open():
        if attempt.status == Attempt.Status.PROBED:
            skip(attempt, at)
        else:
            attempt.status = Attempt.Status.LEFT_OUT
        save_turn(attempt)
    _finish(interview, at)


def _finish(interview: Interview, at: datetime | None = None) -> None:
    attempts = list(interview.attempts.order_by("position"))
    interview.finished_at = at or timezone.now()
    sum_up(interview, attempts)
    interview.save(update_fields=["finished_at", *SUMS])
    rate_interview(interview, attempts)
    progress.record(interview)


def sum_up(interview: Interview, attempts: Sequence[Attempt]) -> None:
    """Set the sums of an interview from all its attempts, without saving them."""
    results = [attempt.scored for attempt in attempts if attempt.status in Attempt.CLOSED]
    scores = [result for result in results if result is not None]
    states = [criterion.state for result in scores for criterion in result.criteria if not criterion.is_bonus]
    interview.score = _rounded_mean([result.value for result in scores])
    interview.covered = states.count(State.COVERED)
    interview.prompted = states.count(State.PROMPTED)
    interview.not_yet = states.count(State.NOT_YET)


def _rounded_mean(values: Sequence[int]) -> int | None:
    """Half is rounded up; None for no values."""
    return (2 * sum(values) + len(values)) // (2 * len(values)) if values else None
