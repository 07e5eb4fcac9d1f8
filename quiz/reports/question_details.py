"""A question on its own: what the candidate has made of it so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.models import Attempt, GradersAgreement, Interview, Question, QuestionProgress, User
from quiz.reports.outlines import outlines
from quiz.reports.standings import CriterionStanding, criterion_standings

RECENT = 10
"""Attempts shown."""


@dataclass(frozen=True)
class QuestionDetail:
    """A published question; `progress` is None before the first attempt at it is closed.

    `criteria` are those that the candidate has met: the others aren't given away, `hidden` says how many.
    `unfinished` is a practice of it that was left open; `has_more` says whether there are older attempts.
    `agreement` says how far the rubric agrees with graders, as it was published; None without benchmarks.
    """

    question: Question
    text: str
    progress: QuestionProgress | None
    criteria: Sequence[CriterionStanding]
    hidden: int
    attempts: Sequence[Attempt]
    unfinished: Interview | None
    has_more: bool
    agreement: GradersAgreement | None


def question_detail(candidate: User, question: Question) -> QuestionDetail:
    """Read a published question `with_agreement`.

    Attempts come newest first, without those of interviews that go on.
    """
    version_id = question.current_version_id or 0
    standings = criterion_standings(candidate, [question])
    criteria = [standing for standing in standings if standing.progress]
    counted = Attempt.objects.of(candidate).counted().filter(question=question).select_related("interview")
    attempts = list(counted.order_by("-closed_at", "-pk")[: RECENT + 1])
    return QuestionDetail(
        question=question,
        text=outlines([version_id])[version_id].question,
        progress=QuestionProgress.objects.of(candidate).filter(question=question).first(),
        criteria=criteria,
        hidden=len(standings) - len(criteria),
        attempts=attempts[:RECENT],
        unfinished=Interview.objects.of(candidate).unfinished().filter(question=question).first(),
        has_more=len(attempts) > RECENT,
        agreement=getattr(question.current_version, "graders_agreement", None),
    )
