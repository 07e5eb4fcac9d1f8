"""What was assigned: to whom and how far each is, for leads; what there is to do, for a member."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.db.models import Count, F, Q

from quiz.models import Assignment, Attempt, Cohort, Interview, Task, User
from quiz.reports.names import named


class TaskState(Enum):
    """How far a task is, in words. What is overdue can still be done."""

    NOT_STARTED = "Not started"
    UNDER_WAY = "Under way"
    DONE = "Done"
    DONE_LATE = "Done late"
    OVERDUE = "Overdue, not started"
    OVERDUE_UNDER_WAY = "Overdue, under way"

    @property
    def is_done(self) -> bool:
        return self in (TaskState.DONE, TaskState.DONE_LATE)

    @property
    def is_begun(self) -> bool:
        return self in (TaskState.UNDER_WAY, TaskState.OVERDUE_UNDER_WAY)

    @property
    def is_overdue(self) -> bool:
        return self in (TaskState.OVERDUE, TaskState.OVERDUE_UNDER_WAY)


def state_of(assignment: Assignment, interview: Interview | None) -> TaskState:
    """By the interview that a task has become, if it has."""
    if interview is None:
        return TaskState.OVERDUE if assignment.is_past else TaskState.NOT_STARTED
    if interview.finished_at is None:
        return TaskState.OVERDUE_UNDER_WAY if assignment.is_past else TaskState.UNDER_WAY
    return TaskState.DONE_LATE if interview.finished_at > assignment.due_at else TaskState.DONE


@dataclass(frozen=True)
class AssignmentRow:
    """An assignment, to how many members it is given, and how far they are."""

    assignment: Assignment
    given: int
    done: int
    under_way: int


def assignment_rows(cohort: Cohort) -> list[AssignmentRow]:
    """Those of a cohort, in one query; what is due latest comes first."""
    held = Q(tasks__member__memberships__cohort=F("cohort"), tasks__member__is_active=True)
    started = held & Q(tasks__interview__isnull=False)
    finished = held & Q(tasks__interview__finished_at__isnull=False)
    rows: Any = cohort.assignments.order_by("-due_at", "-pk").annotate(
        given=Count("tasks", filter=held),
        done=Count("tasks", filter=finished),
        under_way=Count("tasks", filter=started & ~finished),
    )
    return [AssignmentRow(row, row.given, row.done, row.under_way) for row in rows]


@dataclass(frozen=True)
class TaskRow:
    """How far one member is; `interview` is the one that was held for it."""

    membership_id: int
    name: str
    state: TaskState
    interview: Interview | None


def task_rows(assignment: Assignment) -> list[TaskRow]:
    """One for each member that has it, by name, in two queries."""
    held = {task.member_id: task.interview for task in assignment.tasks.select_related("interview")}
    return [
        TaskRow(each.pk, name, state_of(assignment, held[each.member_id]), held[each.member_id])
        for each, name in named(assignment.cohort.memberships.active())
        if each.member_id in held
    ]


@dataclass(frozen=True)
class OpenTask:
    """What a member has to do; of `questions` as many are `answered`, once it is under way."""

    pk: int
    title: str
    cohort: str
    due_at: datetime
    state: TaskState
    answered: int
    questions: int


def open_tasks(candidate: User) -> Sequence[OpenTask]:
    """What isn't done, due soonest first, in one query."""
    closed = Q(interview__attempts__status__in=Attempt.CLOSED)
    mine = Task.objects.of(candidate).open().select_related("assignment__cohort", "interview")
    tasks: Any = mine.annotate(answered=Count("interview__attempts", filter=closed))
    return [
        OpenTask(
            task.pk,
            task.assignment.title,
            task.assignment.cohort.name,
            task.assignment.due_at,
            state_of(task.assignment, task.interview),
            task.answered,
            task.interview.question_count if task.interview else task.assignment.question_count,
        )
        for task in tasks.order_by("assignment__due_at", "pk")
    ]
