"""The debrief: a finished interview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.models import Interview
from quiz.reports.exchanges import Exchange, exchanges
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


def debrief(interview: Interview) -> Debrief:
    """Read a finished interview as it was scored, whatever became of its questions since."""
    return Debrief(
        interview=interview,
        exchanges=exchanges(list(interview.attempts.with_names())),
        tally=Tally(interview.covered, interview.prompted, interview.not_yet),
    )
