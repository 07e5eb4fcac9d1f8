"""Questions that are over, as pages show them: what was said, which words earned what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import cycle, zip_longest
from string import ascii_lowercase

from quiz.models import NOT_ANSWERED, Attempt, Dispute, EarlierScore, GradersAgreement, Override
from quiz.reports.dictations import Dictation, dictation
from quiz.reports.sources import Source
from quiz.reports.tries import Tries
from quiz.scoring import (
    AlienTerm,
    CriterionScore,
    Evidence,
    Gain,
    Receipt,
    Rubric,
    Score,
    State,
    gains,
    parts_of,
    sum_in_words,
)


@dataclass(frozen=True)
class Mark:
    """Words of a response that earned a criterion or gave a misconception away.

    The span is half-open, in code points. `state` is covered, prompted, part or mix-up; `line_id` is the id
    of the ledger line or correction that the words belong to; without a letter nothing leads there.
    """

    start: int
    end: int
    letter: str
    state: str
    line_id: str


@dataclass(frozen=True)
class Spoken:
    """What the candidate said in one turn.

    `linked` are the lines of the ledger, by id, that lead to words of an earlier turn.
    """

    text: str
    at: datetime | None
    marks: Sequence[Mark] = ()
    linked: frozenset[str] = frozenset()


@dataclass(frozen=True)
class LedgerLine:
    """A criterion in the ledger: its letter, how it did, and what the candidate says to that.

    Outside an interview there is no attempt.
    """

    id: str
    letter: str
    criterion: CriterionScore
    attempt_id: int | None = None
    dispute: Dispute | None = None

    @property
    def is_disputable(self) -> bool:
        return self.criterion.state is State.NOT_YET

    @property
    def unprompted(self) -> float:
        """Points that the response earned before any follow-up."""
        return self.criterion.points * self.criterion.first

    @property
    def prompted(self) -> float:
        """Points that came after a follow-up."""
        return self.criterion.earned - self.unprompted

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
class FollowUp:
    """What a follow-up asked, and what was said to it."""

    probe: str
    spoken: Spoken


@dataclass(frozen=True)
class BriefExchange:
    """A question that is over: what was asked and said, and how it was scored."""

    number: int
    question: str
    response: Spoken
    follow_ups: Sequence[FollowUp]
    timed_out: bool
    score: Score

    @property
    def is_skipped(self) -> bool:
        return self.response.text == ""

    @property
    def band(self) -> str:
        return NOT_ANSWERED if self.is_skipped else self.score.band


@dataclass(frozen=True)
class Exchange(BriefExchange):
    """All about it, with the words marked that earned something, and `earlier` scores, before a regrade.

    `overrides` are what leads gave it, cohort by cohort; the first of each is in force.
    """

    attempt_id: int
    short_name: str
    question_id: int
    model_answer: str
    time_taken: timedelta
    ledger: Sequence[LedgerLine]
    mix_ups: Sequence[MixUp]
    gains: Sequence[Gain]
    receipt: Receipt | None
    version: int
    dictation: Dictation | None
    tries: Tries | None = None
    earlier: Sequence[EarlierScore] = ()
    overrides: Sequence[Override] = ()
    agreement: GradersAgreement | None = None
    sources: Sequence[Source] = ()

    @property
    def sum(self) -> str:
        return sum_in_words(self.score)


def brief_exchanges(attempts: Sequence[Attempt]) -> list[BriefExchange]:
    """Those of the attempts that are over, with nothing marked."""
    return [
        _brief_exchange(attempt, attempt.scored)
        for attempt in attempts
        if attempt.closed_at and attempt.scored
    ]


def exchanges(attempts: Sequence[Attempt]) -> list[Exchange]:
    """Those of the attempts that are over."""
    return [
        _exchange(attempt, attempt.scored) for attempt in attempts if attempt.closed_at and attempt.scored
    ]


def spoken_in(attempt: Attempt) -> list[Spoken]:
    """What was said in each turn that is over, with nothing marked."""
    texts = [attempt.response, *attempt.follow_ups]
    return [Spoken(text, at) for text, at in zip_longest(texts, attempt.said_at)]


def _brief_exchange(attempt: Attempt, score: Score) -> BriefExchange:
    spoken = spoken_in(attempt)
    return BriefExchange(
        number=attempt.position,
        question=attempt.asked_rubric.question,
        response=spoken[0],
        follow_ups=list(map(FollowUp, attempt.probes, spoken[1:])),
        timed_out=attempt.timed_out,
        score=score,
    )


def _exchange(attempt: Attempt, score: Score) -> Exchange:
    rubric = attempt.rubric
    ledger = ledger_of(attempt, score)
    said = parts_of(attempt.response, attempt.answered_follow_ups)
    mix_ups = mix_ups_in(f"q{attempt.position}", score, rubric, said)
    spoken = list(marked_turns(spoken_in(attempt), [marks_in(part, ledger, mix_ups) for part in said]))
    return Exchange(
        attempt_id=attempt.pk,
        number=attempt.position,
        short_name=attempt.rubric_version.short_name,
        question_id=attempt.question_id,
        question=attempt.asked_rubric.question,
        model_answer=rubric.model_answer,
        response=spoken[0],
        follow_ups=list(map(FollowUp, attempt.probes, spoken[1:])),
        time_taken=attempt.time_taken,
        timed_out=attempt.timed_out,
        score=score,
        ledger=ledger,
        mix_ups=mix_ups,
        gains=gains(score, rubric, said),
        receipt=Receipt(**attempt.receipt) if attempt.receipt else None,
        version=attempt.rubric_version.number,
        dictation=dictation(attempt.dictated, said.values()),
    )


def ledger_of(attempt: Attempt, score: Score) -> list[LedgerLine]:
    """The criteria in the order of the rubric, with ids that are unique on the page of the interview."""
    return ledger_lines(f"q{attempt.position}", score, attempt.pk)


def ledger_lines(prefix: str, score: Score, attempt_id: int | None = None) -> list[LedgerLine]:
    """The criteria in the order of the rubric, with ids that begin with the prefix."""
    return [
        LedgerLine(f"{prefix}-{letter}", letter, criterion, attempt_id)
        for letter, criterion in zip(cycle(ascii_lowercase), score.criteria, strict=False)
    ]


def marked_turns(turns: Sequence[Spoken], marks: Sequence[Sequence[Mark]]) -> Iterator[Spoken]:
    """The turns with their marks, each knowing which lines lead to words of an earlier one."""
    linked = frozenset[str]()
    for turn, marked in zip(turns, marks, strict=True):
        yield replace(turn, marks=marked, linked=linked)
        linked |= {mark.line_id for mark in marked}


def mix_ups_in(prefix: str, score: Score, rubric: Rubric, said: Mapping[str, str]) -> list[MixUp]:
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


def marks_in(part: str, ledger: Sequence[LedgerLine], mix_ups: Sequence[MixUp]) -> list[Mark]:
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
