"""Practise this together: which questions have the criteria that a cohort misses most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from quiz.models import Cohort, Question
from quiz.reports.cohorts.criteria import CriterionRow, criterion_rows, missed_most
from quiz.reports.cohorts.findings import most_missed
from quiz.reports.cohorts.members import Member, members_of, today
from quiz.scoring import State

_HAS_IT = (State.COVERED, State.PROMPTED)


@dataclass(frozen=True)
class WeakQuestion:
    """A question, the criteria of it that are missed, and the members who lack one of all that it has.

    `never_asked` of these were not asked yet, the others left something out. Bonus criteria aside.
    """

    question: Question
    missed: Sequence[CriterionRow]
    members: Sequence[Member]
    never_asked: int


@dataclass(frozen=True)
class CohortPractice:
    """The questions on offer; `chosen` are those that are meant at first, by id."""

    cohort: Cohort
    member_count: int
    questions: Sequence[WeakQuestion]
    chosen: Sequence[int]

    def lacking(self, question_ids: Iterable[int]) -> list[Member]:
        """The members who lack something in one of the questions, or were never asked it."""
        chosen = set(question_ids)
        weak = [each.members for each in self.questions if each.question.pk in chosen]
        return list({member.user_id: member for members in weak for member in members}.values())


def cohort_practice(cohort: Cohort, asked_for: Sequence[int]) -> CohortPractice:
    """The questions of the criteria that are missed most, or those asked for, with those beside them.

    `asked_for` are ids of questions; those that aren't published are passed over.
    """
    members = members_of(cohort)
    rows = criterion_rows(members, since=today())
    worst = list(dict.fromkeys(row.question.pk for row in most_missed(rows)))
    by_question = {pk: list(group) for pk, group in groupby(rows, lambda row: row.question.pk)}
    chosen = [pk for pk in asked_for if pk in by_question] or worst
    offered = dict.fromkeys([*chosen, *worst])
    return CohortPractice(
        cohort=cohort,
        member_count=len(members),
        questions=[_weak(by_question[pk], members) for pk in offered],
        chosen=chosen,
    )


def _weak(rows: Sequence[CriterionRow], members: Sequence[Member]) -> WeakQuestion:
    needed = [row for row in rows if not row.criterion.is_bonus]
    met = {user_id for row in rows for user_id in row.states}
    lacking = [
        member for member in members if any(row.states.get(member.user_id) not in _HAS_IT for row in needed)
    ]
    return WeakQuestion(
        rows[0].question,
        missed=sorted((row for row in needed if row.not_yet), key=missed_most),
        members=lacking,
        never_asked=sum(member.user_id not in met for member in lacking),
    )
