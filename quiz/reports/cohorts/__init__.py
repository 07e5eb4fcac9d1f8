"""What leads see of a cohort: read from the progress rows of who is a member now."""

from quiz.reports.cohorts.answers import CriterionAnswers, criterion_answers, criterion_examples
from quiz.reports.cohorts.grids import CellState, GridChoice, MemberOrder, Order
from quiz.reports.cohorts.members import Member, members_of
from quiz.reports.cohorts.pages import CohortPage, cohort_page
from quiz.reports.cohorts.practices import CohortPractice, cohort_practice

__all__ = [
    "CellState",
    "CohortPage",
    "CohortPractice",
    "CriterionAnswers",
    "GridChoice",
    "Member",
    "MemberOrder",
    "Order",
    "cohort_page",
    "cohort_practice",
    "criterion_answers",
    "criterion_examples",
    "members_of",
]
