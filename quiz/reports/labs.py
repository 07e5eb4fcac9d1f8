"""Answers in the rubric lab: each as the rubric that is being written scores it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime

from quiz.models import Attempt, Question
from quiz.reports.exchanges import LedgerLine, MixUp, Spoken, ledger_lines, marks_in, mix_ups_in
from quiz.scoring import FollowUp, Rubric, Score, gains, parts_of, score, sum_in_words

RECENT = 25
"""Past attempts that can be picked."""


@dataclass(frozen=True)
class LabLine:
    """A criterion, and what in the answer came near to it; empty where nothing did."""

    line: LedgerLine
    near: str


@dataclass(frozen=True)
class Tried:
    """An answer with its score; `before` is what a past attempt has scored, from 0 to 100."""

    name: str
    spoken: Sequence[Spoken]
    score: Score
    lines: Sequence[LabLine]
    mix_ups: Sequence[MixUp]
    before: int | None = None

    @property
    def sum(self) -> str:
        return sum_in_words(self.score)


def tried(name: str, rubric: Rubric, response: str, *, number: int, attempt: Attempt | None = None) -> Tried:
    """Score an answer; one of several is told apart by its number. That of an attempt has its follow-ups."""
    follow_ups: list[FollowUp] = attempt.answered_follow_ups if attempt else []
    said = parts_of(response, follow_ups)
    result = score(response, rubric, follow_ups)
    ledger = ledger_lines(f"lab{number}", result)
    mix_ups = mix_ups_in(f"lab{number}", result, rubric, said)
    near = {gain.slug: gain.near for gain in gains(result, rubric, said)}
    linked: frozenset[str] = frozenset()
    spoken = []
    for part, text in said.items():
        marks = marks_in(part, ledger, mix_ups)
        spoken.append(Spoken(text, None, marks, linked))
        linked |= {mark.line_id for mark in marks}
    lines = [LabLine(line, near.get(line.criterion.slug, "")) for line in ledger]
    return Tried(name, spoken, result, lines, mix_ups, attempt.score if attempt else None)


def past_answers(question: Question) -> list[tuple[int, str]]:
    """The latest answers to a question, by key, in a line each; nobody is named."""
    closed = question.attempts.closed().exclude(response="").order_by(F("closed_at").desc(), "-pk")
    return [
        (pk, f"{_day(closed_at)}, {(value or 0) / 10:.1f}: {Truncator(response).words(8)}")
        for pk, closed_at, value, response in closed.values_list("pk", "closed_at", "score", "response")[
            :RECENT
        ]
    ]


def _day(at: datetime | None) -> str:
    return date_format(localtime(at), "j F Y")
