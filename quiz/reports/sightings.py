"""Who has looked at a person's answers, by day, for that person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.db.models.functions import TruncDate

from quiz.models import SEEN, Action, AuditEntry, User
from quiz.models.audit import told_as

MOST_SHOWN = 50


@dataclass(frozen=True)
class Sighting:
    """What somebody did so many `times` on one day of the person's own calendar."""

    day: date
    who: str
    did: str
    times: int


@dataclass(frozen=True)
class Sightings:
    """The latest of them; `is_all` says whether there are no more."""

    latest: Sequence[Sighting]
    is_all: bool


def sightings(person: User) -> Sightings:
    """In two queries. What a person did to themself, such as an editor to their own answer, is left out."""
    seen = AuditEntry.objects.concerning(person.pk).filter(action__in=SEEN)
    by_day = seen.exclude(actor=person.pk).annotate(day=TruncDate("at", tzinfo=person.zone))
    counted = by_day.order_by("-day", "actor", "action").values("day", "actor", "action")
    rows = list(counted.annotate(times=Count("pk"))[: MOST_SHOWN + 1])
    people = User.objects.in_bulk({row["actor"] for row in rows if row["actor"]})
    latest = [
        Sighting(
            day=row["day"],
            who=told_as(row["action"], str(people[row["actor"]]) if row["actor"] in people else None),
            did=Action(row["action"]).label,
            times=row["times"],
        )
        for row in rows[:MOST_SHOWN]
    ]
    return Sightings(latest, is_all=len(rows) <= MOST_SHOWN)
