"""Assignments: given to members by a lead, held by each as an interview.

Whatever gives or takes tasks locks the cohort first, so that who joins meanwhile isn't passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from quiz.models import UNTITLED, Assignment, Cohort, Interview, Membership, Question, Task, Topic, User
from quiz.services import interviews, planning
from quiz.services.planning import Mix, Plan


class OtherInterviewError(Exception):
    """Another interview of the candidate is unfinished: `interview`."""

    def __init__(self, interview: Interview) -> None:
        super().__init__(interview)
        self.interview = interview


@transaction.atomic
def assign(
    lead: User,
    cohort: Cohort,
    plan: Plan,
    *,
    title: str,
    due_at: datetime,
    questions: Sequence[Question] = (),
    members: Iterable[Membership] | None = None,
    key: UUID | None = None,
) -> Assignment:
    """Give an interview to those members; to all, and to who joins before it is due, for None.

    It draws from the topics of the plan, or asks all of the `questions` if there are any.
    `key` is that of the form: what it has assigned already is returned as it is. Raises Cohort.DoesNotExist
    for a cohort that isn't the lead's.
    """
    _lock(cohort.pk)
    led = Cohort.objects.led_by(lead).get(pk=cohort.pk)
    if earlier := sent_by(key, led):
        return earlier
    assignment = led.assignments.create(
        key=key,
        title=title,
        topics=[topic.slug for topic in plan.topics],
        question_count=len(questions) or plan.question_count,
        mix=plan.mix,
        time_limit=plan.time_limit,
        question_time_limit=plan.question_time_limit,
        follow_ups=plan.follow_ups,
        feedback=plan.feedback,
        due_at=due_at,
        is_for_all=members is None,
        assigned_by=lead,
    )
    assignment.questions.set(questions)
    chosen = led.memberships.all()
    if members is not None:
        chosen = chosen.filter(pk__in=[membership.pk for membership in members])
    # Locked, so that an account that is just being deleted is gone before, or goes with its task.
    people = User.objects.filter(memberships__in=chosen).order_by("pk").select_for_update(no_key=True)
    Task.objects.bulk_create(
        Task(assignment=assignment, member_id=pk) for pk in people.values_list("pk", flat=True)
    )
    return assignment


def sent_by(key: UUID | None, cohort: Cohort) -> Assignment | None:
    """What the form of that key has assigned already."""
    return cohort.assignments.filter(key=key).first() if key else None


@transaction.atomic
def on_joined(membership: Membership) -> None:
    """Give a new member what all have to do, unless it is overdue. Who was in before has it already."""
    _lock(membership.cohort_id)
    for_all = Assignment.objects.filter(
        cohort=membership.cohort_id, is_for_all=True, due_at__gt=timezone.now()
    )
    tasks = [Task(assignment=assignment, member_id=membership.member_id) for assignment in for_all]
    Task.objects.bulk_create(tasks, ignore_conflicts=True)


@transaction.atomic
def delete_assignment(lead: User, assignment_id: int) -> Assignment:
    """Ask it of nobody any more. Raises Assignment.DoesNotExist."""
    mine = Assignment.objects.led_by(lead)
    _lock(mine.get(pk=assignment_id).cohort_id)
    assignment = mine.get(pk=assignment_id)
    close_tasks(assignment.tasks.all())
    assignment.delete()
    return assignment


def close_tasks(tasks: QuerySet[Task]) -> None:
    """Before they are deleted: who is just starting one either has started or finds nothing to start.

    Interviews that were held stay, without the title, which nobody could tell any more to be for these leads.
    """
    locked = list(tasks.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    Interview.objects.filter(task__in=locked).update(title=UNTITLED)


@transaction.atomic
def start_task(candidate: User, task_id: int) -> Interview:
    """Start the interview that was assigned; return the one that it has become already, finished or not.

    Raises Task.DoesNotExist for what isn't the candidate's, OtherInterviewError, NothingToAskError.
    """
    interviews.lock_candidate(candidate)
    tasks = Task.objects.of(candidate).select_for_update(of=("self",))
    task = tasks.select_related("assignment", "interview").get(pk=task_id)
    if task.interview:
        return task.interview
    unfinished = Interview.objects.of(candidate).mock().unfinished().first()
    if unfinished:
        raise OtherInterviewError(unfinished)
    task.interview = interviews.start_interview(candidate, plan_of(task.assignment))
    task.save(update_fields=["interview"])
    return task.interview


def plan_of(assignment: Assignment) -> Plan:
    """Two queries: its topics, as far as they are still there, and its questions."""
    return Plan(
        topics=list(Topic.objects.filter(slug__in=assignment.topics)),
        question_count=assignment.question_count,
        mix=Mix(assignment.mix),
        time_limit=assignment.time_limit,
        question_time_limit=assignment.question_time_limit,
        follow_ups=assignment.follow_ups,
        feedback=assignment.feedback,
        name=assignment.title,
        questions=list(assignment.questions.all()),
    )


def askable(plan: Plan, lead: User) -> int:
    """How many questions it would ask now; fewer than planned once some were withdrawn."""
    return len(planning.draw(planning.standings(lead, plan.topics, plan.questions), plan, seed=0))


def _lock(cohort_id: int) -> None:
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort_id)
