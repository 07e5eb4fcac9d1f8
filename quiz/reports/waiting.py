"""What waits for somebody: disputes for an editor, jobs for a worker."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from quiz.models import Dispute


@dataclass(frozen=True)
class Waiting:
    """`jobs` by queue, without those whose time hasn't come; a queue without any isn't there."""

    disputes: int
    jobs: dict[str, int]


def waiting() -> Waiting:
    due = Q(scheduled_at=None) | Q(scheduled_at__lte=timezone.now())
    jobs = ProcrastinateJob.objects.filter(due, status="todo").values_list("queue_name")
    return Waiting(
        disputes=Dispute.objects.filter(state=Dispute.State.OPEN).count(),
        jobs=dict(jobs.annotate(Count("id"))),
    )
