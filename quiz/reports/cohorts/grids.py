"""The grid: criteria down, members across, as it was chosen to be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import TextChoices

from quiz.models import Question, Topic
from quiz.reports.cohorts.criteria import NOT_ASKED, CriterionRow, missed_most
from quiz.reports.cohorts.members import Member
from quiz.scoring import State

WIDE = 25
"""Members with whom the grid is wider than any page."""


class CellState(TextChoices):
    COVERED = State.COVERED.value, "Covered"
    PROMPTED = State.PROMPTED.value, "Prompted"
    NOT_YET = State.NOT_YET.value, "Not yet"
    NOT_ASKED = NOT_ASKED, "Not asked"


class Order(TextChoices):
    """How questions, and the criteria of each, follow one another."""

    MISSED = "missed", "Missed most first"
    RUBRIC = "rubric", "As in the rubric"


class MemberOrder(TextChoices):
    NAME = "name", "By name"
    COVERED = "covered", "Most covered first"
    INACTIVE = "inactive", "Longest inactive first"


@dataclass(frozen=True)
class GridChoice:
    """What is shown, and in which order; nothing chosen is everything.

    `state` leaves the criteria that at least one of the members shown is in; `members` are memberships.
    """

    topic: Topic | None = None
    question: Question | None = None
    state: CellState | None = None
    members: frozenset[int] = frozenset()
    order: Order = Order.MISSED
    members_by: MemberOrder = MemberOrder.NAME


@dataclass(frozen=True)
class GridGroup:
    """A question with those of its criteria that are shown."""

    question: Question
    rows: Sequence[CriterionRow]


@dataclass(frozen=True)
class Grid:
    """`left_out` counts the questions that nobody shown was asked; the state “not asked” shows them."""

    members: Sequence[Member]
    groups: Sequence[GridGroup]
    left_out: int

    @property
    def columns(self) -> int:
        return len(self.members) + 1

    @property
    def row_count(self) -> int:
        return sum(len(group.rows) for group in self.groups)

    @property
    def is_wide(self) -> bool:
        return len(self.members) >= WIDE


def grid(members: Sequence[Member], rows: Sequence[CriterionRow], choice: GridChoice) -> Grid:
    shown = [member for member in members if not choice.members or member.membership_id in choice.members]
    user_ids = {member.user_id for member in shown}
    narrowed = [row.among(user_ids) for row in rows if _is_chosen(row.question, choice)]
    groups = [
        GridGroup(question, list(group)) for question, group in groupby(narrowed, lambda row: row.question)
    ]
    asked = [group for group in groups if any(row.asked for row in group.rows)]
    if choice.state:
        fitting = groups if choice.state is CellState.NOT_ASKED else asked
        chosen = [GridGroup(group.question, _in_state(group.rows, choice.state, shown)) for group in fitting]
        kept = [group for group in chosen if group.rows]
    else:
        kept = asked
    return Grid(
        members=_ordered_members(shown, kept, choice.members_by),
        groups=_ordered(kept, choice.order),
        left_out=0 if choice.state else len(groups) - len(asked),
    )


def _is_chosen(question: Question, choice: GridChoice) -> bool:
    return choice.topic in (None, question.topic) and choice.question in (None, question)


def _in_state(
    rows: Sequence[CriterionRow], state: CellState, members: Sequence[Member]
) -> list[CriterionRow]:
    if state is CellState.NOT_ASKED:
        return [row for row in rows if row.asked < len(members)]
    return [row for row in rows if state in row.states.values()]


def _ordered(groups: Sequence[GridGroup], order: Order) -> list[GridGroup]:
    """Missed most first: a question comes by the worst of its criteria."""
    if order is Order.RUBRIC:
        return list(groups)
    ordered = [GridGroup(group.question, sorted(group.rows, key=missed_most)) for group in groups]
    return sorted(ordered, key=lambda group: missed_most(group.rows[0]))


def _ordered_members(
    members: Sequence[Member], groups: Sequence[GridGroup], order: MemberOrder
) -> list[Member]:
    if order is MemberOrder.COVERED:
        rows = [row for group in groups for row in group.rows]
        covered = {
            member.user_id: sum(row.states.get(member.user_id) == State.COVERED for row in rows)
            for member in members
        }
        return sorted(members, key=lambda member: -covered[member.user_id])
    if order is MemberOrder.INACTIVE:
        return sorted(members, key=lambda member: member.quiet_since)
    return list(members)
