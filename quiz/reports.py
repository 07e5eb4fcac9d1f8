"""What pages read across models, returned as frozen dataclasses: templates query nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from string import ascii_lowercase

from quiz.models import NOT_ANSWERED, Attempt, Interview, User
from quiz.scoring import (
    FOLLOW_UP,
    RESPONSE,
    AlienTerm,
    CriterionScore,
    Evidence,
    Gain,
    Receipt,
    Rubric,
    Score,
    State,
    gains,
    sum_in_words,
)

RECENT = 5
"""Finished interviews shown on the home page."""


@dataclass(frozen=True)
class Tally:
    """How many criteria are covered, prompted and not yet covered; bonus criteria aren't counted."""

    covered: int
    prompted: int
    not_yet: int


@dataclass(frozen=True)
class Mark:
    """Words of a response that earned a criterion or gave a misconception away.

    The span is half-open, in code points. `state` is covered, prompted, part or mix-up; `line_id` is the id
    of the ledger line or correction that the words belong to.
    """

    start: int
    end: int
    letter: str
    state: str
    line_id: str


@dataclass(frozen=True)
class Spoken:
    """What the candidate said in one turn."""

    text: str
    at: datetime | None
    marks: Sequence[Mark] = ()


@dataclass(frozen=True)
class LedgerLine:
    """A criterion in the ledger: its letter and how it did."""

    id: str
    letter: str
    criterion: CriterionScore

    def mark_in(self, part: str) -> str:
        """How its words are marked: as covered, as prompted, or as a part of what it asks for."""
        if self.criterion.state == State.NOT_YET:
            return "part"
        return "covered" if part == "response" else "prompted"


@dataclass(frozen=True)
class MixUp:
    """What was wrong in an answer: a misconception, or a term that doesn't belong to the subject.

    `heading` says which, `correction` is Markdown.
    """

    id: str
    heading: str
    points: int
    evidence: Evidence
    correction: str


@dataclass(frozen=True)
class Exchange:
    """A question that is over: what was asked and said, and how it was scored."""

    number: int
    short_name: str
    question: str
    model_answer: str
    response: Spoken
    probe: str
    follow_up: Spoken
    time_taken: timedelta
    score: Score
    ledger: Sequence[LedgerLine]
    mix_ups: Sequence[MixUp]
    gains: Sequence[Gain]
    receipt: Receipt
    version: int

    @property
    def sum(self) -> str:
        return sum_in_words(self.score)

    @property
    def is_skipped(self) -> bool:
        return self.response.text == ""

    @property
    def band(self) -> str:
        return NOT_ANSWERED if self.is_skipped else self.score.band


@dataclass(frozen=True)
class Waiting:
    """The turn that waits for the candidate: the question, or the follow-up to what was answered."""

    attempt_id: int
    number: int
    question: str
    turn: str
    response: Spoken
    probe: str
    draft: str
    draft_saved_at: datetime | None

    @property
    def asked(self) -> str:
        return self.probe or self.question


@dataclass(frozen=True)
class Room:
    """An unfinished interview: what has been said, and what waits."""

    interview: Interview
    exchanges: Sequence[Exchange]
    waiting: Waiting


@dataclass(frozen=True)
class NextStep:
    """What to say next time, and in answer to which question."""

    exchange: Exchange
    gain: Gain


@dataclass(frozen=True)
class Debrief:
    """A finished interview."""

    interview: Interview
    exchanges: Sequence[Exchange]
    tally: Tally

    @property
    def left_out(self) -> int:
        """Questions that were planned and not answered because the interview was finished early."""
        return self.interview.question_count - len(self.exchanges)

    @property
    def next_step(self) -> NextStep | None:
        """What would bring the most points; the first of several, None if nothing is missing."""
        steps = [NextStep(exchange, gain) for exchange in self.exchanges for gain in exchange.gains]
        return max(steps, key=lambda step: step.gain.points, default=None)


@dataclass(frozen=True)
class Today:
    """The home page; `waiting` is the turn that the unfinished interview waits for."""

    unfinished: Interview | None
    waiting: Waiting | None
    recent: Sequence[Interview]
    finished_count: int


def today(candidate: User) -> Today:
    interviews = Interview.objects.of(candidate).select_related("topic")
    waiting = Attempt.objects.of(candidate).waiting().select_related("interview__topic").first()
    finished = interviews.finished()
    return Today(
        unfinished=waiting.interview if waiting else None,
        waiting=_waiting(waiting) if waiting else None,
        recent=list(finished[:RECENT]),
        finished_count=finished.count(),
    )


def room(interview: Interview) -> Room | None:
    """Read an interview in one query however long it is; None if nothing waits because it is finished."""
    attempts = list(interview.attempts.with_names())
    waiting = next((attempt for attempt in attempts if attempt.turn), None)
    if waiting is None:
        return None
    return Room(interview=interview, exchanges=_exchanges(attempts), waiting=_waiting(waiting))


def debrief(interview: Interview) -> Debrief:
    """Read a finished interview as it was scored, whatever became of its questions since."""
    return Debrief(
        interview=interview,
        exchanges=_exchanges(list(interview.attempts.with_names())),
        tally=Tally(interview.covered, interview.prompted, interview.not_yet),
    )


def _exchanges(attempts: Sequence[Attempt]) -> list[Exchange]:
    return [
        _exchange(attempt, attempt.scored) for attempt in attempts if attempt.closed_at and attempt.scored
    ]


def _waiting(attempt: Attempt) -> Waiting:
    return Waiting(
        attempt_id=attempt.pk,
        number=attempt.position,
        question=attempt.rubric.question,
        turn=str(attempt.turn),
        response=Spoken(attempt.response, attempt.responded_at),
        probe=attempt.probe,
        draft=attempt.draft,
        draft_saved_at=attempt.draft_saved_at,
    )


def _exchange(attempt: Attempt, score: Score) -> Exchange:
    rubric = attempt.rubric
    prefix = f"q{attempt.position}"
    ledger = [
        LedgerLine(f"{prefix}-{letter}", letter, criterion)
        for letter, criterion in zip(cycle(ascii_lowercase), score.criteria, strict=False)
    ]
    said = {RESPONSE: attempt.response, FOLLOW_UP: attempt.follow_up_response}
    mix_ups = _mix_ups(prefix, score, rubric, said)
    return Exchange(
        number=attempt.position,
        short_name=attempt.rubric_version.short_name,
        question=rubric.question,
        model_answer=rubric.model_answer,
        response=Spoken(attempt.response, attempt.responded_at, _marks("response", ledger, mix_ups)),
        probe=attempt.probe,
        follow_up=Spoken(attempt.follow_up_response, attempt.closed_at, _marks("follow-up", ledger, mix_ups)),
        time_taken=attempt.time_taken,
        score=score,
        ledger=ledger,
        mix_ups=mix_ups,
        gains=gains(score, rubric, said),
        receipt=attempt.receipt,
        version=attempt.rubric_version.number,
    )


def _mix_ups(prefix: str, score: Score, rubric: Rubric, said: Mapping[str, str]) -> list[MixUp]:
    corrections = {misconception.slug: misconception.correction for misconception in rubric.misconceptions}
    wrong = [
        ("Mixed up", hit.points, hit.evidence, corrections[hit.slug]) for hit in score.misconceptions
    ] + [
        ("Out of place", term.points, term.evidence, _out_of_place(term, said)) for term in score.alien_terms
    ]
    return [MixUp(f"{prefix}-mix-up-{number}", *fields) for number, fields in enumerate(wrong, start=1)]


def _out_of_place(term: AlienTerm, said: Mapping[str, str]) -> str:
    words = said[term.evidence.part][term.evidence.start : term.evidence.end]
    return f"“{words}” has no place in an answer on this subject."


def _marks(part: str, ledger: Sequence[LedgerLine], mix_ups: Sequence[MixUp]) -> list[Mark]:
    """Return what is to be marked in one part of the answer, by where it starts."""
    earned = [
        Mark(evidence.start, evidence.end, line.letter, line.mark_in(part), line.id)
        for line in ledger
        for evidence in line.criterion.evidence
        if evidence.part == part
    ]
    mixed_up = [
        Mark(mix_up.evidence.start, mix_up.evidence.end, "*", "mix-up", mix_up.id)
        for mix_up in mix_ups
        if mix_up.evidence.part == part
    ]
    return sorted(earned + mixed_up, key=lambda mark: (mark.start, mark.end))
