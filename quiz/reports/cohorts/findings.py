"""What a lead should know first: what is missed most, who is stuck, what got better."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from django.db.models import F
from django.utils import timezone

from quiz.models import COMPLETE_SCORE, Interview, QuestionProgress
from quiz.reports.cohorts.criteria import CriterionRow, missed_most
from quiz.reports.cohorts.members import Member
from quiz.reports.numbers import spelled

MOST_MISSED = 4
"""Criteria named: one in a sentence, the others after it."""

MOST_BETTER = 3

LEFT_OPEN = timedelta(days=3)
"""An interview that was begun, or paused, so long ago was left."""

TRIES = 3
"""Answers to a question after which a score that hasn't risen is worth a word."""

INACTIVE = timedelta(days=14)
"""Without an answer."""


@dataclass(frozen=True)
class Stuck:
    """A member who might need somebody, and why, in words that follow the name."""

    member: Member
    why: str


@dataclass(frozen=True)
class Findings:
    """`stuck` has the first of each kind before the others, and nobody twice."""

    missed: Sequence[CriterionRow]
    stuck: Sequence[Stuck]
    better: Sequence[CriterionRow]


def findings(members: Sequence[Member], rows: Sequence[CriterionRow], today: date) -> Findings:
    return Findings(missed=most_missed(rows), stuck=_stuck(members, today), better=_better(rows))


def most_missed(rows: Sequence[CriterionRow]) -> list[CriterionRow]:
    """Bonus criteria aside: nobody needs them."""
    missed = [row for row in rows if row.not_yet and not row.criterion.is_bonus]
    return sorted(missed, key=missed_most)[:MOST_MISSED]


def _better(rows: Sequence[CriterionRow]) -> list[CriterionRow]:
    return sorted((row for row in rows if row.newly), key=lambda row: -row.newly)[:MOST_BETTER]


def _stuck(members: Sequence[Member], today: date) -> list[Stuck]:
    """Two queries for any number of members."""
    by_user = {member.user_id: member for member in members}
    kinds = [list(_left_open(by_user)), list(_without_gain(by_user)), list(_inactive(members, today))]
    first = [kind[0] for kind in kinds if kind]
    others = chain.from_iterable(kind[1:] for kind in kinds)
    once: dict[int, Stuck] = {}
    for stuck in chain(first, others):
        once.setdefault(stuck.member.user_id, stuck)
    return list(once.values())


def _left_open(members: dict[int, Member]) -> Iterator[Stuck]:
    """The longest open first."""
    now = timezone.now()
    unfinished = Interview.objects.mock().unfinished().filter(candidate__in=list(members))
    left = unfinished.filter(started_at__lte=now - LEFT_OPEN).order_by("started_at", "pk")
    for candidate_id, started_at, paused_at in left.values_list("candidate", "started_at", "paused_at"):
        since = paused_at or started_at
        if since <= now - LEFT_OPEN:
            yield Stuck(
                members[candidate_id], f"left an interview open {spelled((now - since).days)} days ago"
            )


def _without_gain(members: dict[int, Member]) -> Iterator[Stuck]:
    """The most tries first."""
    tried = (
        QuestionProgress.objects.filter(
            candidate__in=list(members),
            question__current_version__isnull=False,
            times_answered__gte=TRIES,
            score__lte=F("first_score"),
            score__lt=COMPLETE_SCORE,
        )
        .order_by("-times_answered", "score", "pk")
        .values_list("candidate", "question__short_name", "times_answered", "first_score", "score")
    )
    for candidate_id, name, times, first, score in tried:
        stands = (
            f"stays at {score / 10:.1f}"
            if score == first
            else f"went from {first / 10:.1f} to {score / 10:.1f}"
        )
        yield Stuck(members[candidate_id], f"has tried “{name}” {spelled(times)} times and {stands}")


def _inactive(members: Sequence[Member], today: date) -> Iterator[Stuck]:
    """The longest inactive first."""
    quiet = [member for member in members if today - member.quiet_since >= INACTIVE]
    for member in sorted(quiet, key=lambda member: member.quiet_since):
        days = f"{spelled((today - member.quiet_since).days)} days"
        if member.last_day:
            yield Stuck(member, f"has not answered anything for {days}")
        else:
            yield Stuck(member, f"joined {days} ago and has not answered anything yet")
