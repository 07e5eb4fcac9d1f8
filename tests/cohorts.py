"""Cohorts for tests: who leads, who is in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from quiz.models import Assignment, Cohort, Membership, Task, User
from quiz.services.assignments import assign
from quiz.services.planning import Plan
from tests.factories import make_questions, make_topic, make_user


def make_lead() -> User:
    """Somebody who may make cohorts and leads one."""
    lead = make_user(name="Linden Grove")
    make_cohort(lead)
    return lead


def make_cohort(lead: User | None = None, *members: User, name: str = "Platform guild") -> Cohort:
    cohort = Cohort.objects.create(name=name)
    cohort.leads.add(lead or make_user(name="Linden Grove"))
    for member in members:
        make_membership(cohort, member)
    return cohort


def make_membership(cohort: Cohort, member: User | None = None) -> Membership:
    return Membership.objects.create(cohort=cohort, member=member or make_user())


def make_assignment(cohort: Cohort, *, due_in: timedelta = timedelta(days=3), **fields: Any) -> Assignment:
    """Two questions on a topic of serverless things, for all; overdue if `due_in` is negative."""
    topic = make_topic()
    if not topic.questions.exists():
        make_questions(3, topic=topic)
    plan = Plan(topics=[topic], question_count=2, follow_ups=0)
    values = {"title": "Cold starts, week 3", "due_at": timezone.now() + due_in, **fields}
    return assign(cohort.leads.all()[0], cohort, plan, **values)


def make_task(member: User, **fields: Any) -> Task:
    """An assignment for one member, in a cohort of its own."""
    return make_assignment(make_cohort(None, member), **fields).tasks.get()
