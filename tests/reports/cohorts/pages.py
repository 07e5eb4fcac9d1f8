"""What tests of a cohort’s page look at."""

from __future__ import annotations

from datetime import date

from quiz.models import (
    AnswerDay,
    Cohort,
    User,
)
from quiz.reports import cohorts
from quiz.reports.cohorts import CohortPage, GridChoice

NOON = "2026-10-14T12:00:00+00:00"
"""A Wednesday."""


def page(cohort: Cohort, **choice: object) -> CohortPage:
    return cohorts.cohort_page(cohorts.members_of(cohort), GridChoice(**choice))  # type: ignore[arg-type]


def names(found: CohortPage) -> list[str]:
    return [row.criterion.slug for group in found.grid.groups for row in group.rows]


def why(found: CohortPage) -> list[str]:
    return [f"{stuck.member.name} {stuck.why}" for stuck in found.findings.stuck]


def answered_on(day: date, user: User) -> None:
    AnswerDay.objects.filter(candidate=user).delete()
    AnswerDay.objects.create(
        candidate=user, day=day, asked=2, answered=1, score_sum=70, covered=1, prompted=0, not_yet=1
    )
