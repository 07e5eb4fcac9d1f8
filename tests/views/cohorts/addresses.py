"""Where the pages of a cohort are."""

from __future__ import annotations

from quiz.models import Cohort, Question

HTMX = {"HX-Request": "true"}


def of(cohort: Cohort) -> str:
    return f"/cohorts/{cohort.pk}/"


def answers_to(cohort: Cohort, question: Question, slug: str = "slow") -> str:
    return f"{of(cohort)}criteria/{question.pk}/{slug}/"


def practising(cohort: Cohort) -> str:
    return f"{of(cohort)}practise/"
