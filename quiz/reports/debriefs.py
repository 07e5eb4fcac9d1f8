"""The debrief: a finished interview."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from django.db.models import QuerySet

from quiz.models import NOT_ANSWERED, Attempt, Cohort, Dispute, EarlierScore, Interview, Override, Question
from quiz.reports.exchanges import Exchange, LedgerLine, exchanges
from quiz.reports.highlights import strongest, weakest
from quiz.reports.sources import sources_of
from quiz.reports.tries import tries
from quiz.scoring import Gain


@dataclass(frozen=True)
class Tally:
    """How many criteria are covered, prompted and not yet covered; bonus criteria aren't counted."""

    covered: int
    prompted: int
    not_yet: int


@dataclass(frozen=True)
class NextStep:
    """What to say next time, and in answer to which question."""

    exchange: Exchange
    gain: Gain


@dataclass(frozen=True)
class Debrief:
    """A finished interview; one that is shared shows nothing beyond it."""

    interview: Interview
    exchanges: Sequence[Exchange]
    tally: Tally
    is_shared: bool = False

    @property
    def question(self) -> Question | None:
        """The one that was practised, as long as it is asked; for its candidate only."""
        practised = None if self.is_shared else self.interview.question
        return practised if practised and practised.is_published else None

    @property
    def band(self) -> str:
        """The score in words; skipping everything is no first step."""
        is_skipped = all(exchange.is_skipped for exchange in self.exchanges)
        return NOT_ANSWERED if is_skipped else self.interview.band

    @property
    def lines(self) -> list[LedgerLine]:
        return [line for exchange in self.exchanges for line in exchange.ledger]

    def line(self, attempt_id: int, slug: str) -> LedgerLine | None:
        """The line of the ledger on a criterion of an attempt."""
        lines = (line for line in self.lines if (line.attempt_id, line.criterion.slug) == (attempt_id, slug))
        return next(lines, None)

    @property
    def strongest(self) -> list[LedgerLine]:
        return strongest(self.lines)

    @property
    def weakest(self) -> list[LedgerLine]:
        return weakest(self.lines)

    @property
    def unprompted(self) -> float:
        """Points earned before any follow-up, whatever mix-ups took off."""
        return round(sum(line.unprompted for line in self.lines), 6)

    @property
    def prompted(self) -> float:
        """Points earned after follow-ups."""
        return round(sum(line.prompted for line in self.lines), 6)

    @property
    def time_taken(self) -> timedelta:
        """For the questions that are over, without pauses."""
        return sum((exchange.time_taken for exchange in self.exchanges), timedelta())

    @property
    def left_out(self) -> int:
        """Questions that were planned and not answered because the interview was finished early."""
        return self.interview.question_count - len(self.exchanges)

    @property
    def next_step(self) -> NextStep | None:
        """What would bring the most points; the first of several, None if nothing is missing."""
        steps = [NextStep(exchange, gain) for exchange in self.exchanges for gain in exchange.gains]
        return max(steps, key=lambda step: step.gain.points, default=None)


def debrief(interview: Interview) -> Debrief:
    """Read a finished interview as it was scored, whatever became of its questions since.

    With what its candidate says to it, and how each question went before; as many queries for any length.
    """
    attempts = _attempts(interview)
    made = Dispute.objects.filter(attempt__interview=interview)
    disputes = {(dispute.attempt_id, dispute.criterion): dispute for dispute in made}
    history = tries(interview.candidate, attempts)
    earlier = _earlier_scores(interview)
    overrides = _by_attempt(Override.objects.filter(attempt__in=attempts))
    shown = [
        replace(
            exchange,
            tries=history.get(exchange.attempt_id),
            earlier=earlier[exchange.attempt_id],
            overrides=overrides[exchange.attempt_id],
            ledger=[
                replace(line, dispute=disputes.get((exchange.attempt_id, line.criterion.slug)))
                for line in exchange.ledger
            ],
        )
        for exchange in _exchanges(attempts)
    ]
    return Debrief(interview, shown, _tally(interview))


def shared_debrief(interview: Interview) -> Debrief:
    """Read it for others: neither disputes nor other interviews, nor what leads say to it."""
    return Debrief(interview, _exchanges(_attempts(interview)), _tally(interview), is_shared=True)


def debrief_for_lead(interview: Interview, attempt_id: int, cohort: Cohort) -> Debrief:
    """Read one answer for a lead of its candidate: as for others, with what leads of the cohort gave it,
    and what it scored before it was scored again.

    Without exchange if the interview has no such answer.
    """
    attempts = _attempts(interview, pk=attempt_id)
    overrides = _by_attempt(Override.objects.filter(attempt__in=attempts, cohort=cohort))
    earlier = _earlier_scores(interview)
    shown = [
        replace(exchange, earlier=earlier[exchange.attempt_id], overrides=overrides[exchange.attempt_id])
        for exchange in _exchanges(attempts)
    ]
    return Debrief(interview, shown, _tally(interview), is_shared=True)


def _exchanges(attempts: Sequence[Attempt]) -> list[Exchange]:
    """With how far the rubrics agree with graders, and the sources of their facts."""
    versions = {attempt.pk: attempt.rubric_version for attempt in attempts}
    sources = sources_of({attempt.question_id for attempt in attempts})
    return [
        replace(
            exchange,
            agreement=getattr(versions[exchange.attempt_id], "graders_agreement", None),
            sources=sources[exchange.question_id],
        )
        for exchange in exchanges(attempts)
    ]


def _attempts(interview: Interview, **only: int) -> list[Attempt]:
    found = interview.attempts.filter(**only).with_names()
    return list(found.select_related("rubric_version__graders_agreement"))


def _earlier_scores(interview: Interview) -> dict[int, list[EarlierScore]]:
    """What its attempts scored before they were regraded, by attempt."""
    found = defaultdict(list)
    scores = EarlierScore.objects.filter(attempt__interview=interview)
    for earlier in scores.select_related("regrade", "rubric_version").defer("rubric_version__content"):
        found[earlier.attempt_id].append(earlier)
    return found


def _by_attempt(overrides: QuerySet[Override]) -> dict[int, list[Override]]:
    """By cohort, the latest first, and those of cohorts that are deleted last."""
    found = defaultdict(list)
    for override in overrides.select_related("lead", "cohort").order_by("cohort_id", "-made_at", "-pk"):
        found[override.attempt_id].append(override)
    return found


def _tally(interview: Interview) -> Tally:
    return Tally(interview.covered, interview.prompted, interview.not_yet)
