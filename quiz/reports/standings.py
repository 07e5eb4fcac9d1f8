"""Where a candidate stands with the criteria of the published questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from quiz.models import CriterionProgress, Question, Topic, User
from quiz.reports.outlines import OutlineCriterion, outlines
from quiz.scoring import State

CREDIT = {State.COVERED: 1.0, State.PROMPTED: 0.5, State.NOT_YET: 0.0}


@dataclass(frozen=True)
class CriterionStanding:
    """A criterion of a published question; `progress` is None if the candidate hasn't met it yet."""

    question: Question
    criterion: OutlineCriterion
    progress: CriterionProgress | None

    @property
    def lost(self) -> float:
        """Points that the latest answer lacked for it, 0 for a bonus and if it wasn't met yet."""
        if self.progress is None or self.criterion.is_bonus:
            return 0
        return self.criterion.points * (1 - CREDIT[State(self.progress.state)])

    @property
    def is_covered(self) -> bool:
        """In the latest answer."""
        return self.progress is not None and self.progress.state == State.COVERED


def urgency(standing: CriterionStanding) -> tuple[float, int]:
    """What is to be covered next has most of it: points that the latest answer lacked, then times missed."""
    return standing.lost, standing.progress.not_yet if standing.progress else 0


@dataclass(frozen=True)
class TopicStanding:
    """A topic and all criteria of its published questions, as the latest answers left them.

    Bonus ones don't count.
    """

    topic: Topic
    criteria: Sequence[CriterionStanding]

    @property
    def covered(self) -> int:
        """Before any follow-up."""
        return self._states().count(State.COVERED)

    @property
    def prompted(self) -> int:
        """Only after a follow-up."""
        return self._states().count(State.PROMPTED)

    @property
    def not_yet(self) -> int:
        """With those that were never asked for."""
        return self.total - self.covered - self.prompted

    @property
    def total(self) -> int:
        return sum(not standing.criterion.is_bonus for standing in self.criteria)

    @property
    def is_tried(self) -> bool:
        return any(standing.progress for standing in self.criteria)

    def _states(self) -> list[str]:
        return [
            standing.progress.state
            for standing in self.criteria
            if standing.progress and not standing.criterion.is_bonus
        ]


def criterion_standings(candidate: User, questions: Iterable[Question]) -> list[CriterionStanding]:
    """Those of published questions, in their order."""
    asked = [(question, question.current_version_id) for question in questions if question.current_version_id]
    mine = CriterionProgress.objects.of(candidate).filter(question__in=[question.pk for question, _ in asked])
    progress = {(row.question_id, row.slug): row for row in mine}
    published = outlines(version_id for _, version_id in asked)
    return [
        CriterionStanding(question, criterion, progress.get((question.pk, criterion.slug)))
        for question, version_id in asked
        for criterion in published[version_id].criteria
    ]


def topic_standings(candidate: User) -> list[TopicStanding]:
    """One for each topic that has published questions, in two queries and one that a process needs once."""
    questions = Question.objects.published().select_related("topic").defer("text", "model_answer")
    standings = criterion_standings(candidate, questions)
    by_topic = groupby(standings, key=lambda standing: standing.question.topic)
    return [TopicStanding(topic, list(criteria)) for topic, criteria in by_topic]
