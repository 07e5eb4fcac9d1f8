"""An interview from its start to its debrief.

Whatever changes the state of an interview first locks its row, so two workers take turns and the second sees
what the first has done. A step whose turn is over changes nothing: that makes a double click harmless.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import Truncator

from quiz.models import GRACE, TITLE_LENGTH, Attempt, Interview, Question, User
from quiz.services import planning, turns
from quiz.services.planning import Plan
from quiz.services.turn_rows import locked_open_attempts

ANSWERED_ALREADY = "This was answered already, perhaps in another tab."


@dataclass(frozen=True)
class Step:
    """A turn that was taken: the interview, and those of its attempts that it may have changed."""

    interview: Interview
    attempts: Sequence[Attempt]


class NothingToAskError(Exception):
    """The plan has no published question that fits it."""


class TurnIsOverError(Exception):
    """The answer came in already, its time is over, or the interview is finished; `attempt` is how it stands.

    It reads as a sentence to the candidate.
    """

    def __init__(self, attempt: Attempt, *, is_late: bool = False) -> None:
        why = "The time was up." if is_late or attempt.timed_out else ANSWERED_ALREADY
        super().__init__(why)
        self.attempt = attempt


class DraftConflictError(Exception):
    """Another draft was kept meanwhile: its words, when they were kept, how long was dictated for them."""

    def __init__(self, draft: str, saved_at: datetime, dictated: timedelta) -> None:
        super().__init__(draft, saved_at, dictated)
        self.draft = draft
        self.saved_at = saved_at
        self.dictated = dictated


class UnsentTextError(Exception):
    """Something was written for the turn that is to be skipped: its words."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@transaction.atomic
def start_interview(candidate: User, plan: Plan, *, seed: int | None = None) -> Interview:
    """Plan an interview and ask its first question; return the unfinished one if there is one already.

    The order of the questions is drawn with the seed, else by chance. Raises NothingToAskError.
    """
    lock_candidate(candidate)
    unfinished = Interview.objects.of(candidate).mock().unfinished().first()
    if unfinished:
        return unfinished
    seed = secrets.randbelow(2**31) if seed is None else seed
    drawn = planning.draw(planning.standings(candidate, plan.topics, plan.questions), plan, seed=seed)
    if not drawn:
        raise NothingToAskError
    interview = Interview.objects.create(
        candidate=candidate,
        title=Truncator(plan.title).chars(TITLE_LENGTH),
        topics=[topic.slug for topic in plan.topics],
        question_count=len(drawn),
        follow_ups=plan.follow_ups,
        feedback=plan.feedback,
        time_limit=plan.time_limit,
        question_time_limit=plan.question_time_limit,
        seed=seed,
    )
    _ask(interview, [(standing.question_id, standing.version_id) for standing in drawn])
    return interview


@transaction.atomic
def practice(candidate: User, question_id: int) -> Interview:
    """Ask one question, again or for the first time, or go on with its unfinished practice.

    Raises Question.DoesNotExist for one that isn't published.
    """
    lock_candidate(candidate)
    question = Question.objects.published().get(pk=question_id)
    unfinished = Interview.objects.of(candidate).unfinished().filter(question=question).first()
    if unfinished:
        return unfinished
    interview = Interview.objects.create(
        candidate=candidate, title=question.short_name, question=question, question_count=1, seed=0
    )
    _ask(interview, [(question.pk, question.current_version_id)])
    return interview


def submit_response(
    candidate: User, attempt_id: int, *, turn: str, text: str, dictated: timedelta = timedelta()
) -> Step:
    """Score the response to the turn, and ask a follow-up or the next question; return what has changed.

    `dictated` is how long the microphone was on for it, its draft included. Raises Attempt.DoesNotExist for
    what isn't the candidate's, TurnIsOverError if it is no longer waited for.
    """
    with _turn(candidate, attempt_id, turn) as (interview, attempts, attempt):
        attempt.dictated += dictated
        turns.take(interview, attempt, text)
        turns.save_turn(attempt)
        turns.go_on(interview, attempts)
    return Step(interview, attempts)


def skip_turn(
    candidate: User,
    attempt_id: int,
    *,
    turn: str,
    text: str = "",
    base: datetime | None = None,
    confirmed: bool = False,
) -> Step:
    """Leave the question, or the follow-up, unanswered and go on.

    Raises as `submit_response` does, DraftConflictError if there is a text and another draft than that of
    `base`, and unless it is confirmed UnsentTextError if there is either.
    """
    with _turn(candidate, attempt_id, turn) as (interview, attempts, attempt):
        other = attempt.draft if attempt.draft_saved_at != base else ""
        if text and attempt.draft_saved_at and other.strip() not in ("", text.strip()):
            raise DraftConflictError(other, attempt.draft_saved_at, attempt.draft_dictated)
        written = text or other
        if confirmed or not written.strip():
            turns.skip(attempt)
            turns.save_turn(attempt)
            turns.go_on(interview, attempts)
            return Step(interview, attempts)
    raise UnsentTextError(written)


@transaction.atomic
def save_draft(
    candidate: User,
    attempt_id: int,
    *,
    turn: str,
    text: str,
    base: datetime | None,
    dictated: timedelta = timedelta(),
) -> datetime:
    """Keep what is being written for the turn; return when it was kept.

    `dictated` is how long the microphone was on for it. `base` is when the draft that it goes on from was
    kept, None for no draft. Raises Attempt.DoesNotExist for what isn't the candidate's, TurnIsOverError if it
    is no longer waited for, DraftConflictError if another draft was kept since, unless it says the same.
    """
    interview = _locked_interview(candidate, attempt_id)
    attempt = interview.attempts.get(pk=attempt_id)
    now = timezone.now()
    if attempt.turn != turn:
        raise TurnIsOverError(attempt)
    if turns.is_late(interview, attempt, now):
        raise TurnIsOverError(attempt, is_late=True)
    saved_at = attempt.draft_saved_at
    if saved_at and saved_at != base and attempt.draft != text:
        raise DraftConflictError(attempt.draft, saved_at, attempt.draft_dictated)
    Attempt.objects.filter(pk=attempt_id).update(draft=text, draft_saved_at=now, draft_dictated=dictated)
    return now


@transaction.atomic
def finish_interview(candidate: User, interview_id: int) -> Interview:
    """Finish early: what was answered counts, the rest is left out. Raises Interview.DoesNotExist."""
    interview = Interview.objects.of(candidate).select_for_update().get(pk=interview_id)
    if interview.finished_at is None:
        attempts = list(interview.attempts.open())
        turns.resume(interview, attempts)
        turns.end_overdue(interview, attempts)
        if interview.finished_at is None:
            turns.finish_early(interview, timezone.now())
    return interview


@transaction.atomic
def keep_time(interview: Interview) -> Interview:
    """End what is overdue, and return the interview as it is then; to be called before a look at it."""
    if not interview.is_timed or interview.finished_at:
        return interview
    locked = Interview.objects.select_for_update().get(pk=interview.pk)
    if locked.finished_at is None:
        turns.end_overdue(locked, list(locked.attempts.open()))
    return locked


def end_overdue(candidate: User) -> None:
    """Do so for all that a candidate has left open."""
    for interview in Interview.objects.of(candidate).unfinished():
        keep_time(interview)


@transaction.atomic
def end_overdue_step() -> bool:
    """End one interview whose candidate is away and whose time is over; return whether that was done.

    A limit for each question alone ends none: the candidate may come back and go on with the next question.
    """
    over = Interview.objects.unfinished().filter(started_at__lt=timezone.now() - GRACE - F("time_limit"))
    interview = over.select_for_update(of=("self",), skip_locked=True).order_by("pk").first()
    if interview is None:
        return False
    turns.end_overdue(interview, list(interview.attempts.open()))
    return interview.finished_at is not None


@transaction.atomic
def pause_interview(candidate: User, interview_id: int) -> Interview:
    """Stop the clock of an interview without a limit; others go on. Raises Interview.DoesNotExist."""
    interview = Interview.objects.of(candidate).select_for_update().get(pk=interview_id)
    if not (interview.is_timed or interview.finished_at or interview.paused_at):
        interview.paused_at = timezone.now()
        interview.save(update_fields=["paused_at"])
    return interview


@transaction.atomic
def resume_interview(candidate: User, interview_id: int) -> Interview:
    """Let the clock go on. Raises Interview.DoesNotExist."""
    interview = Interview.objects.of(candidate).select_for_update().get(pk=interview_id)
    turns.resume(interview, list(interview.attempts.waiting()))
    return interview


def lock_candidate(candidate: User) -> None:
    """So that two requests at once don't both start something."""
    User.objects.select_for_update(no_key=True).get(pk=candidate.pk)


def _ask(interview: Interview, questions: Sequence[tuple[int, Any]]) -> None:
    """Ask the first of the questions, given with their rubric versions, and plan the others."""
    Attempt.objects.bulk_create(
        Attempt(
            interview=interview,
            question_id=question_id,
            rubric_version_id=version_id,
            position=position,
            status=Attempt.Status.ASKED if position == 1 else Attempt.Status.PLANNED,
            asked_at=interview.started_at if position == 1 else None,
        )
        for position, (question_id, version_id) in enumerate(questions, start=1)
    )


def _locked_interview(candidate: User, attempt_id: int) -> Interview:
    """The interview of an attempt, locked. Raises Attempt.DoesNotExist for what isn't the candidate's."""
    mine = Interview.objects.of(candidate).select_for_update(of=("self",))
    try:
        return mine.get(attempts=attempt_id)
    except Interview.DoesNotExist:
        raise Attempt.DoesNotExist from None


@contextmanager
def _turn(
    candidate: User, attempt_id: int, turn: str
) -> Iterator[tuple[Interview, Sequence[Attempt], Attempt]]:
    """Lock the interview that the attempt belongs to, for a step in a turn that is still waited for.

    Gives the interview, the attempt that waits with the next that is planned, and the one asked for. What is
    overdue is ended first, and stays so. Raises as `submit_response` does.
    """
    with transaction.atomic():
        attempts = locked_open_attempts(candidate, attempt_id)
        known = (attempt for attempt in attempts if attempt.pk == attempt_id)
        mine = Attempt.objects.of(candidate).select_related("interview")
        attempt = next(known, None) or mine.get(pk=attempt_id)
        interview = attempt.interview
        waits = attempt.turn == turn
        if waits and not turns.end_overdue(interview, attempts, GRACE):
            turns.resume(interview, attempts)
            yield interview, attempts, attempt
            return
    raise TurnIsOverError(attempt)
