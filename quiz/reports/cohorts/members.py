"""Who is in a cohort now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from quiz.models import AnswerDay, Cohort
from quiz.reports.names import named


@dataclass(frozen=True)
class Member:
    """A person in a cohort; `last_day` (UTC) is the latest with an answer, None if there is none.

    Days on which everything was skipped have none.
    """

    membership_id: int
    user_id: int
    name: str
    joined_on: date
    last_day: date | None

    @property
    def quiet_since(self) -> date:
        """The day from which on nothing was answered; for who never did, the day of joining."""
        return self.last_day or self.joined_on


def members_of(cohort: Cohort) -> list[Member]:
    """Return the members by name, in one query; accounts that can't sign in any more aside."""
    answered = AnswerDay.objects.filter(candidate=OuterRef("member"), answered__gte=1)
    latest = answered.order_by("-day").values("day")[:1]
    memberships: list[tuple[Any, str]] = [
        *named(cohort.memberships.active().annotate(last_day=Subquery(latest)))
    ]
    return [
        Member(each.pk, each.member_id, name, day_of(each.joined_at), each.last_day)
        for each, name in memberships
    ]


def today() -> date:
    """The day that answers are counted under now."""
    return day_of(timezone.now())


def day_of(moment: datetime) -> date:
    """The day that an answer of the moment is counted under."""
    return moment.astimezone(UTC).date()
