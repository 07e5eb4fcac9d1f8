"""The cohort page: what matters, twelve weeks, the grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.reports.cohorts.criteria import criterion_rows
from quiz.reports.cohorts.findings import Findings, findings
from quiz.reports.cohorts.grids import Grid, GridChoice, grid
from quiz.reports.cohorts.members import Member, today
from quiz.reports.cohorts.weeks import Week, first_day, weeks


@dataclass(frozen=True)
class CohortPage:
    """Read from progress rows alone: no attempt is looked at, however many there are."""

    choice: GridChoice
    members: Sequence[Member]
    weeks: Sequence[Week]
    findings: Findings
    grid: Grid
    is_answered: bool

    @property
    def this_week(self) -> Week:
        return self.weeks[-1]

    @property
    def week_before(self) -> Week:
        return self.weeks[-2]

    @property
    def scored_weeks(self) -> list[Week]:
        return [week for week in self.weeks if week.asked]


def cohort_page(members: Sequence[Member], choice: GridChoice) -> CohortPage:
    """Read the page in as many queries for any number of members, criteria and attempts."""
    day = today()
    rows = criterion_rows(members, since=first_day(day))
    return CohortPage(
        choice=choice,
        members=members,
        weeks=weeks(members, day),
        findings=findings(members, rows, day),
        grid=grid(members, rows, choice),
        is_answered=any(row.states for row in rows),
    )
