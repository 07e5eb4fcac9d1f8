"""An interview from its start to its debrief.

Whatever changes the state of an interview first locks its row, so two workers take turns and the second sees
what the first has done. A step whose turn is over changes nothing: that makes a double click harmless.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from quiz.models import Attempt, Interview, Topic, User
from quiz.scoring import Score, State, heaviest_missed, score
from quiz.services import planning


class NothingToAskError(Exception):
    """The topic has no published question."""


class TurnIsOverError(Exception):
    """The answer came in already, or the interview is finished; `attempt` is how it stands."""

    def __init__(self, attempt: Attempt) -> None:
        super().__init__(attempt)
        self.attempt = attempt


@transaction.atomic
def start_interview(candidate: User, *, topic: Topic, question_count: int, follow_ups: bool) -> Interview:
    """Plan an interview and ask its first question; return the unfinished one if there is one already.

    Raises NothingToAskError.
    """
    User.objects.select_for_update(no_key=True).get(pk=candidate.pk)
    unfinished = Interview.objects.of(candidate).unfinished().first()
    if unfinished:
        return unfinished
    seed = secrets.randbelow(2**31)
    drawn = planning.draw(planning.standings(candidate, topic), count=question_count, seed=seed)
    if not drawn:
        raise NothingToAskError
    interview = Interview.objects.create(
        candidate=candidate, topic=topic, question_count=len(drawn), follow_ups=follow_ups, seed=seed
    )
    Attempt.objects.bulk_create(
        Attempt(
            interview=interview,
            question_id=standing.question_id,
            rubric_version_id=standing.version_id,
            position=position,
            status=Attempt.Status.ASKED if position == 1 else Attempt.Status.PLANNED,
            asked_at=interview.started_at if position == 1 else None,
        )
        for position, standing in enumerate(drawn, start=1)
    )
    return interview


@transaction.atomic
def submit_response(candidate: User, attempt_id: int, *, turn: str, text: str) -> Interview:
    """Score the response to the turn, and ask the follow-up or the next question.

    Raises Attempt.DoesNotExist for what isn't the candidate's, TurnIsOverError if it is no longer waited for.
    """
    interview, attempts, attempt = _lock(candidate, attempt_id, turn)
    if turn == Attempt.Turn.ANSWER:
        _take_answer(interview, attempt, text)
    else:
        _take_follow_up(attempt, text)
    _save_turn(attempt)
    _go_on(interview, attempts)
    return interview


@transaction.atomic
def skip_turn(candidate: User, attempt_id: int, *, turn: str) -> Interview:
    """Leave the question, or the follow-up, unanswered and go on. Raises as `submit_response` does."""
    interview, attempts, attempt = _lock(candidate, attempt_id, turn)
    if turn == Attempt.Turn.ANSWER:
        _set_score(attempt, score("", attempt.rubric))
        _close(attempt, Attempt.Status.SKIPPED)
    else:
        _close(attempt, Attempt.Status.ANSWERED)
    _save_turn(attempt)
    _go_on(interview, attempts)
    return interview


def save_draft(candidate: User, attempt_id: int, *, turn: str, text: str) -> datetime:
    """Keep what is being written for the turn; return when it was kept.

    Raises Attempt.DoesNotExist for what isn't the candidate's, TurnIsOverError if it is no longer waited for.
    """
    attempt = Attempt.objects.of(candidate).get(pk=attempt_id)
    now = timezone.now()
    statuses = [status for status, waiting_turn in Attempt.WAITING.items() if waiting_turn == turn]
    # Without a join, PostgreSQL checks the status once more after waiting for a worker that takes the answer.
    waiting = Attempt.objects.filter(pk=attempt_id, status__in=statuses)
    if not waiting.update(draft=text, draft_saved_at=now):
        raise TurnIsOverError(attempt)
    return now


@transaction.atomic
def finish_interview(candidate: User, interview_id: int) -> Interview:
    """Finish early: what was answered counts, the rest is left out. Raises Interview.DoesNotExist."""
    interview = Interview.objects.of(candidate).select_for_update().get(pk=interview_id)
    if interview.finished_at is None:
        for attempt in interview.attempts.filter(status=Attempt.Status.PROBED):
            _close(attempt, Attempt.Status.ANSWERED)
            _save_turn(attempt)
        unanswered = interview.attempts.exclude(status__in=Attempt.CLOSED)
        unanswered.update(status=Attempt.Status.LEFT_OUT, draft="", draft_saved_at=None)
        _finish(interview, interview.attempts.all())
    return interview


def _lock(candidate: User, attempt_id: int, turn: str) -> tuple[Interview, Sequence[Attempt], Attempt]:
    """Lock the interview that the attempt belongs to, then see whether the turn still waits.

    Returns the interview, its attempts by position, and the one asked for. Raises as `submit_response` does.
    """
    mine = Interview.objects.of(candidate).select_related("topic")
    interview = mine.select_for_update(of=("self",)).filter(attempts=attempt_id).first()
    if interview is None:
        raise Attempt.DoesNotExist
    attempts = list(interview.attempts.all())
    attempt = next(attempt for attempt in attempts if attempt.pk == attempt_id)
    if attempt.turn != turn:
        raise TurnIsOverError(attempt)
    return interview, attempts, attempt


def _take_answer(interview: Interview, attempt: Attempt, text: str) -> None:
    attempt.response = text
    attempt.responded_at = timezone.now()
    result = score(text, attempt.rubric)
    _set_score(attempt, result)
    missed = heaviest_missed(result, attempt.rubric) if interview.follow_ups else None
    if missed is None:
        _close(attempt, Attempt.Status.ANSWERED)
    else:
        attempt.probed_criterion = missed.slug
        attempt.status = Attempt.Status.PROBED


def _take_follow_up(attempt: Attempt, text: str) -> None:
    attempt.follow_up_response = text
    _set_score(attempt, score(attempt.response, attempt.rubric, follow_up=text, probe=attempt.probe))
    _close(attempt, Attempt.Status.ANSWERED)


def _set_score(attempt: Attempt, result: Score) -> None:
    attempt.score = result.value
    attempt.result = result.to_json()


def _close(attempt: Attempt, status: Attempt.Status) -> None:
    attempt.status = status
    attempt.closed_at = timezone.now()


def _save_turn(attempt: Attempt) -> None:
    """The turn is over, and its draft with it."""
    attempt.draft = ""
    attempt.draft_saved_at = None
    attempt.save(
        update_fields=[
            "status",
            "draft",
            "draft_saved_at",
            "response",
            "responded_at",
            "probed_criterion",
            "follow_up_response",
            "closed_at",
            "score",
            "result",
        ]
    )


def _go_on(interview: Interview, attempts: Sequence[Attempt]) -> None:
    """Ask the next planned question unless one is waiting; finish after the last."""
    if any(attempt.turn for attempt in attempts):
        return
    planned = next((attempt for attempt in attempts if attempt.status == Attempt.Status.PLANNED), None)
    if planned is None:
        _finish(interview, attempts)
    else:
        planned.status = Attempt.Status.ASKED
        planned.asked_at = timezone.now()
        planned.save(update_fields=["status", "asked_at"])


def _finish(interview: Interview, attempts: Iterable[Attempt]) -> None:
    results = [attempt.scored for attempt in attempts if attempt.status in Attempt.CLOSED]
    scores = [result for result in results if result is not None]
    states = [criterion.state for result in scores for criterion in result.criteria if not criterion.is_bonus]
    interview.finished_at = timezone.now()
    interview.score = _rounded_mean([result.value for result in scores])
    interview.covered = states.count(State.COVERED)
    interview.prompted = states.count(State.PROMPTED)
    interview.not_yet = states.count(State.NOT_YET)
    interview.save(update_fields=["finished_at", "score", "covered", "prompted", "not_yet"])


def _rounded_mean(values: Sequence[int]) -> int | None:
    """Half is rounded up; None for no values."""
    return (2 * sum(values) + len(values)) // (2 * len(values)) if values else None
