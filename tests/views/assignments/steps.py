"""What is sent to assign an interview, and how a member holds it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from quiz.models import Cohort, Interview, Membership, Task
from quiz.services import interviews
from quiz.services.assignments import start_task
from tests.factories import waiting_attempt


def sent(**fields: Any) -> dict[str, Any]:
    """A plan that is complete, due tomorrow, for all."""
    return {
        "title": "Cold starts, week 3",
        "topics": "serverless",
        "question_count": "2",
        "mix": "any",
        "time_limit": "20",
        "question_time_limit": "",
        "follow_ups": "1",
        "feedback": "end",
        "due": str(timezone.localdate() + timedelta(days=1)),
        "whom": "all",
    } | fields


def create_page(cohort: Cohort) -> str:
    return reverse("assignment_create", args=[cohort.pk])


def member_of(cohort: Cohort, name: str) -> Membership:
    return cohort.memberships.get(member__name=name)


def hold(membership: Membership, *answers: str) -> Interview:
    """Hold the interview that is assigned to a member; what isn't answered is left out."""
    interview = start_task(membership.member, Task.objects.of(membership.member).get().pk)
    for text in answers:
        interviews.submit_response(membership.member, waiting_attempt(interview).pk, turn="answer", text=text)
    return interviews.finish_interview(membership.member, interview.pk)
