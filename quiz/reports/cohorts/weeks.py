"""What a cohort's answers of the last weeks come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor

from django.db.models import Sum

from quiz.models import AnswerDay
from quiz.reports.cohorts.members import Member
from quiz.scoring import band_of

WEEKS = 12
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Week:
    """Seven days from the `first` on (UTC): attempts `asked`, those `answered`, and the sum of the scores."""

    first: date
    asked: int = 0
    answered: int = 0
    score_sum: int = 0

    @property
    def score(self) -> int:
        """The mean, 0 to 100, with skipped ones as 0; half a point is rounded up."""
        return floor(self.score_sum / self.asked + 0.5)

    @property
    def band(self) -> str:
        return band_of(self.score)


def first_day(today: date) -> date:
    """The first of the seven days that end today."""
    return today - WEEK + timedelta(days=1)


def weeks(members: Sequence[Member], today: date) -> list[Week]:
    """The last twelve, oldest first; the last ends today. One query."""
    firsts = [first_day(today) - back * WEEK for back in reversed(range(WEEKS))]
    days = (
        AnswerDay.objects.filter(
            candidate__in=[member.user_id for member in members], day__gte=firsts[0], day__lte=today
        )
        .values_list("day")
        .annotate(Sum("asked"), Sum("answered"), Sum("score_sum"))
    )
    sums = [[0, 0, 0] for _ in firsts]
    for day, *counts in days:
        week = sums[(day - firsts[0]) // WEEK]
        week[:] = map(int.__add__, week, counts)
    return [Week(first, *counts) for first, counts in zip(firsts, sums, strict=True)]
