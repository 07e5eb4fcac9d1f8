"""The cohort page: what matters, twelve weeks, the grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviewprep.replica import from_replica
from quiz.reports.cohorts.criteria import criterion_rows
from quiz.reports.cohorts.findings import Findings, findings
from quiz.reports.cohorts.grids import Grid, GridChoice, grid
from quiz.reports.cohorts.members import Member, today
from quiz.reports.cohorts.weeks import Week, first_day, weeks


@dataclass(frozen=True)
class CohortPage:
    """Read from progress rows alone; of the attempts only those of open interviews, which have none yet."""

    choice: GridChoice
    members: Sequence[Member]
    weeks: Sequence[Week]
    findings: Findings
    grid: Grid
    is_answered: bool
    """Whether any of them has answered anything, and `is_asked` any question that is published now."""
    is_asked: bool

    @property
    def this_week(self) -> Week:
        return self.weeks[-1]

    @property
    def week_before(self) -> Week:
        return self.weeks[-2]


@from_replica
def cohort_page(members: Sequence[Member], choice: GridChoice) -> CohortPage:
    """Read the page in as many queries for any number of members, criteria and attempts."""
    day = today()
    rows = criterion_rows(members, since=first_day(day))
    is_asked = any(row.states for row in rows)
    return CohortPage(
        choice=choice,
        members=members,
        weeks=weeks(members, day),
        findings=findings(members, rows, day),
        grid=grid(members, rows, choice),
        is_answered=is_asked or any(member.last_day for member in members),
        is_asked=is_asked,
    )
