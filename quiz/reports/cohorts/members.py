"""Who is in a cohort now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from quiz.models import AnswerDay, Cohort


@dataclass(frozen=True)
class Member:
    """A person in a cohort; `last_day` (UTC) is the latest with an answer, None if there is none.

    Days on which everything was skipped have none. Who gave no name goes by a number, never by the address.
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
    """Return the members by name, in one query."""
    answered = AnswerDay.objects.filter(candidate=OuterRef("member"), answered__gte=1)
    latest = answered.order_by("-day").values("day")[:1]
    rows = cohort.memberships.annotate(last_day=Subquery(latest)).values_list(
        "pk", "member", "member__name", "joined_at", "last_day"
    )
    return [
        Member(pk, user_id, name or f"Member {pk}", day_of(joined_at), last_day)
        for pk, user_id, name, joined_at, last_day in rows
    ]


def today() -> date:
    """The day that answers are counted under now."""
    return day_of(timezone.now())


def day_of(moment: datetime) -> date:
    """The day that an answer of the moment is counted under."""
    return moment.astimezone(UTC).date()
