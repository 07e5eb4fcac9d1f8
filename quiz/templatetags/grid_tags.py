"""The cells of a grid, tens of thousands of them: strings that are made once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString, mark_safe

from quiz.scoring import State

if TYPE_CHECKING:
    from quiz.reports.cohorts.criteria import CriterionRow
    from quiz.reports.cohorts.members import Member

register = template.Library()

CELLS = {str(state): f'<td data-state="{state}">{state.replace("-", " ")}</td>' for state in State}
NOT_ASKED = '<td data-state="not-asked">not asked</td>'


@register.simple_tag
def cells(row: CriterionRow, members: Sequence[Member]) -> SafeString:
    """Render the state of a criterion for each member, in words; the style sheet draws the marks."""
    states = row.states
    return mark_safe(
        "".join(
            [CELLS[states[member.user_id]] if member.user_id in states else NOT_ASKED for member in members]
        )
    )
