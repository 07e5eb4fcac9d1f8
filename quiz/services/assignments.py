"""Assigning interviews to the members of a cohort."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from quiz.models import Assignment, Cohort, Membership, Question, Task, User
from quiz.services.planning import Plan


@transaction.atomic
def assign(
    lead: User,
    cohort: Cohort,
    plan: Plan,
    *,
    questions: Sequence[Question] = (),
    title: str,
    due_at: datetime,
    members: Iterable[Membership] | None = None,
) -> Assignment:
    """Give a plan, or the `questions` named, to the members, all of them if none are named.

    Raises Cohort.DoesNotExist for what the lead doesn't lead. Who isn't a member any more gets nothing.
    """
    cohort = Cohort.objects.led_by(lead).select_for_update(of=("self",)).get(pk=cohort.pk)
    assignment = Assignment.objects.create(
        cohort=cohort,
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
    chosen = cohort.memberships.all()
    if members is not None:
        chosen = chosen.filter(pk__in=[membership.pk for membership in members])
    Task.objects.bulk_create(Task(assignment=assignment, membership=membership) for membership in chosen)
    return assignment
