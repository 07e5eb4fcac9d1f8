"""The room: an interview that goes on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from quiz.models import Attempt, Interview
from quiz.reports.exchanges import BriefExchange, FollowUp, Spoken, brief_exchanges, spoken_in


@dataclass(frozen=True)
class Waiting:
    """The turn that waits for the candidate: the question, or a follow-up to what was answered.

    `answered` are the follow-ups before it, `dictated` is how long the microphone was on for the draft,
    `deadline` is when the time for it is over, None without a limit.
    """

    attempt_id: int
    number: int
    question: str
    turn: str
    response: Spoken | None
    answered: Sequence[FollowUp]
    probe: str
    draft: str
    draft_saved_at: datetime | None
    dictated: timedelta
    deadline: datetime | None

    @property
    def asked(self) -> str:
        return self.probe or self.question


@dataclass(frozen=True)
class Room:
    """An unfinished interview: what has been said, and what waits."""

    interview: Interview
    exchanges: Sequence[BriefExchange]
    waiting: Waiting

    @property
    def shows_scores(self) -> bool:
        return self.interview.feedback == Interview.Feedback.EACH


def room(interview: Interview) -> Room | None:
    """Read an interview in one query however long it is; None if nothing waits because it is finished."""
    return room_with(interview, interview.attempts.order_by("position"))


def room_with(interview: Interview, attempts: Iterable[Attempt]) -> Room | None:
    """The room as far as these attempts of the interview go; None if none of them waits."""
    attempts = list(attempts)
    waiting = next((attempt for attempt in attempts if attempt.turn), None)
    if waiting is None:
        return None
    return Room(interview, brief_exchanges(attempts), waiting_in(interview, waiting))


def waiting_in(interview: Interview, attempt: Attempt) -> Waiting:
    """The turn of an attempt of the interview that waits."""
    spoken = spoken_in(attempt) if attempt.probed else []
    return Waiting(
        attempt_id=attempt.pk,
        number=attempt.position,
        question=attempt.rubric.question,
        turn=str(attempt.turn),
        response=spoken[0] if spoken else None,
        answered=list(map(FollowUp, attempt.probes, spoken[1:])),
        probe=attempt.probes[-1] if attempt.probed else "",
        draft=attempt.draft,
        draft_saved_at=attempt.draft_saved_at,
        dictated=attempt.draft_dictated,
        deadline=interview.deadline(attempt),
    )
