"""Cohorts as their leads and members find them listed; the one that a link leads into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import Any

from django.db.models import Aggregate, Count, Max, Prefetch, QuerySet, Sum
from django.utils import timezone
from django.utils.text import get_text_list

from quiz.models import AnswerDay, Cohort, JoinLink, Membership, User
from quiz.reports.names import named

ACTIVE_DAYS = 7
"""Days whose answers are counted, today among them; by UTC, as the days of answers are."""


@dataclass(frozen=True)
class LedCohort:
    """`answers` are those of the members in the last `ACTIVE_DAYS`."""

    cohort: Cohort
    members: int
    answers: int


@dataclass(frozen=True)
class JoinedCohort:
    """`led_by` are names, as all that follow: “Alder Wood and Linden Grove”."""

    membership: Membership
    led_by: str


@dataclass(frozen=True)
class Cohorts:
    """All that a person has to do with."""

    led: Sequence[LedCohort]
    joined: Sequence[JoinedCohort]


@dataclass(frozen=True)
class Place:
    """The member of that `name`; `last_answer` is the last day, by UTC, on which something was answered."""

    membership: Membership
    name: str
    last_answer: date | None


@dataclass(frozen=True)
class Roster:
    """Who is in a cohort, who leads it, and the links that still let somebody in."""

    cohort: Cohort
    places: Sequence[Place]
    lead_count: int
    led_by: str
    links: Sequence[JoinLink]


@dataclass(frozen=True)
class Invitation:
    """The cohort that a link leads into, for somebody who may be in it, or lead it, already."""

    link: JoinLink
    led_by: str
    membership: Membership | None
    is_lead: bool


def cohorts_of(person: User) -> Cohorts:
    """In five queries."""
    led = list(Cohort.objects.led_by(person))
    members = _counts(Membership.objects.filter(cohort__in=led), "cohort", Count("pk"))
    answers = _counts(_lately(led), "candidate__memberships__cohort", Sum("answered"))
    joined = Membership.objects.filter(member=person).order_by("cohort__name", "pk")
    leads = Prefetch("cohort__leads", User.objects.filter(is_active=True).order_by("name", "pk"))
    return Cohorts(
        [LedCohort(cohort, members.get(cohort.pk, 0), answers.get(cohort.pk, 0)) for cohort in led],
        [
            JoinedCohort(membership, _in_words(membership.cohort.leads.all()))
            for membership in joined.select_related("cohort").prefetch_related(leads)
        ],
    )


def roster(cohort: Cohort) -> Roster:
    """In four queries."""
    days = AnswerDay.objects.filter(candidate__memberships__cohort=cohort, answered__gte=1)
    last_answers = _counts(days, "candidate", Max("day"))
    leads = cohort.leads.filter(is_active=True).order_by("name", "pk")
    return Roster(
        cohort,
        [
            Place(membership, name, last_answers.get(membership.member_id))
            for membership, name in named(cohort.memberships.select_related("member"))
        ],
        len(leads),
        _in_words(leads),
        list(cohort.join_links.live().select_related("made_by")),
    )


def invitation(token: str, person: User | None) -> Invitation | None:
    """None if the link lets nobody in; for those who are in already, or lead, it shows where it led."""
    links = JoinLink.objects.with_token(token).select_related("cohort")
    link = links.first()
    if link is None:
        return None
    leads = list(link.cohort.leads.filter(is_active=True).order_by("name", "pk"))
    membership = link.cohort.memberships.filter(member=person).first() if person else None
    if membership is None and person not in leads and not links.live().exists():
        return None
    return Invitation(link, _in_words(leads), membership, is_lead=person in leads)


def _in_words(people: Iterable[User]) -> str:
    return get_text_list([str(person) for person in people], "and") or "nobody at present"


def _lately(cohorts: Sequence[Cohort]) -> QuerySet[AnswerDay]:
    first = timezone.now().astimezone(UTC).date() - timedelta(days=ACTIVE_DAYS - 1)
    return AnswerDay.objects.filter(candidate__memberships__cohort__in=cohorts, day__gte=first)


def _counts(rows: QuerySet[Any], key: str, of_each: Aggregate) -> dict[int, Any]:
    """One figure for each key that has rows."""
    return dict(rows.order_by().values_list(key).annotate(of_each))
