"""The published criteria, and how the members of a cohort stand with each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q

from quiz.models import CriterionProgress, Question
from quiz.reports.cohorts.members import Member
from quiz.reports.outlines import OutlineCriterion, outlines
from quiz.scoring import State

NOT_ASKED = "not-asked"
"""The state of a criterion that a member hasn't met yet."""

_TO_SAY = ("Say that", "Name", "Give")
"""How the words of a debrief begin that a sentence about others can go on with."""


@dataclass(frozen=True)
class CriterionRow:
    """A criterion, and its state for each member when last asked, by user id.

    `newly` counts those who have it in that attempt, covered or prompted, never had it until lately, and have
    missed it: who has it at the first try has got no better.
    """

    question: Question
    criterion: OutlineCriterion
    states: Mapping[int, str]
    newly: int = 0

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(self.states.values())

    @property
    def asked(self) -> int:
        return len(self.states)

    @property
    def covered(self) -> int:
        return self._counts[State.COVERED]

    @property
    def prompted(self) -> int:
        return self._counts[State.PROMPTED]

    @property
    def not_yet(self) -> int:
        return self._counts[State.NOT_YET]

    @property
    def has_it(self) -> int:
        return self.covered + self.prompted

    @property
    def to_say(self) -> str:
        """What is to be said, after “did not”: “say that functions share a limit”."""
        words = self.criterion.missed.rstrip(".")
        if words.startswith(tuple(f"{begins} " for begins in _TO_SAY)) and ". " not in words:
            return words[0].lower() + words[1:]
        return f"cover “{self.criterion.name}”"

    def among(self, user_ids: Set[int]) -> CriterionRow:
        """The same for some of the members."""
        return replace(self, states={pk: state for pk, state in self.states.items() if pk in user_ids})


def missed_most(row: CriterionRow) -> tuple[bool, int, float, int]:
    """To sort by, the worst first: who didn't say it, of few rather than of many, who was prompted.

    Bonus criteria come last: nobody needs them.
    """
    return row.criterion.is_bonus, -row.not_yet, -row.not_yet / (row.asked or 1), -row.prompted


def criterion_rows(members: Sequence[Member], since: date) -> list[CriterionRow]:
    """Return a row for each criterion of the published questions, in their order.

    Two queries for any number, and one that a process needs once. `newly` is since the day (UTC).
    """
    questions = list(Question.objects.published().select_related("topic").defer("text", "model_answer"))
    published = outlines(question.current_version_id for question in questions if question.current_version_id)
    found = _found(members, datetime.combine(since, time(), UTC))
    return [
        CriterionRow(question, criterion, *found.get((question.pk, criterion.slug), ({},)))
        for question in questions
        for criterion in published[question.current_version_id or 0].criteria
    ]


def _found(members: Sequence[Member], since: datetime) -> dict[tuple[int, str], tuple[Any, ...]]:
    """What each row has after its criterion, by question and slug. PostgreSQL gathers the members."""
    rows = (
        CriterionProgress.objects.filter(
            candidate__in=[member.user_id for member in members], question__current_version__isnull=False
        )
        .values_list("question", "slug")
        .annotate(
            **{state.name: ArrayAgg("candidate", filter=Q(state=state), default=[]) for state in State},
            newly=Count(
                "pk", filter=Q(first_credited_at__gte=since, not_yet__gte=1) & ~Q(state=State.NOT_YET)
            ),
        )
    )
    return {(question_id, slug): (_states(gathered), newly) for question_id, slug, *gathered, newly in rows}


def _states(gathered: Sequence[Sequence[int]]) -> dict[int, str]:
    states: dict[int, str] = {}
    for state, user_ids in zip(State, gathered, strict=True):
        states |= dict.fromkeys(user_ids, state.value)
    return states
