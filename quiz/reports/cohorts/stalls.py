"""Who might need somebody: left an interview open, tries without gain, has answered nothing for long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Max
from django.db.models.functions import Greatest
from django.utils import timezone

from quiz.models import Interview, QuestionProgress
from quiz.models.interviews import MOST_FOLLOW_UPS
from quiz.reports.cohorts.members import Member, day_of
from quiz.reports.numbers import spelled
from quiz.scoring import Band, band_of

LEFT_OPEN = timedelta(days=3)
"""An interview in which nothing happened for so long was left."""

TRIES = 3
"""Answers to a question after which a score that hasn't risen is worth a word."""

LATELY = timedelta(weeks=4)
"""A question that was tried before that isn't what somebody is stuck with now."""

INACTIVE = timedelta(days=14)
"""Without an answer."""

_GOOD = (Band.STRONG, Band.COMPLETE)


@dataclass(frozen=True)
class Stuck:
    """A member who might need somebody, and why, in words that follow the name."""

    member: Member
    why: str


@dataclass(frozen=True)
class OpenInterview:
    """An unfinished one, or practice, and when it was last begun, paused, answered, skipped or drafted."""

    user_id: int
    is_mock: bool
    touched_at: datetime


def open_interviews(members: Sequence[Member]) -> list[OpenInterview]:
    """The longest untouched first. One query; of the attempts it reads only those of open interviews."""
    unfinished = Interview.objects.unfinished().filter(candidate__in=[member.user_id for member in members])
    sent = [Max(f"attempts__said_at__{turn}") for turn in range(1 + MOST_FOLLOW_UPS)]
    touched = unfinished.annotate(
        touched_at=Greatest(
            "started_at", "paused_at", Max("attempts__draft_saved_at"), Max("attempts__closed_at"), *sent
        )
    )
    rows = touched.order_by("touched_at", "pk").values_list("candidate", "question", "touched_at")
    return [OpenInterview(user_id, question is None, at) for user_id, question, at in rows]


def left_open(members: Sequence[Member], opened: Sequence[OpenInterview]) -> Iterator[Stuck]:
    """The longest open first."""
    by_user = {member.user_id: member for member in members}
    now = timezone.now()
    for interview in opened:
        since = now - interview.touched_at
        if interview.is_mock and since >= LEFT_OPEN:
            yield Stuck(by_user[interview.user_id], f"left an interview open {spelled(since.days)} days ago")


def without_gain(members: Sequence[Member]) -> Iterator[Stuck]:
    """The most tries first. A latest that was skipped says nothing of a gain; a first one has 0."""
    by_user = {member.user_id: member for member in members}
    tried = (
        QuestionProgress.objects.filter(
            candidate__in=list(by_user),
            question__current_version__isnull=False,
            times_answered__gte=TRIES,
            is_skipped=False,
            score__lte=F("first_score"),
            closed_at__gte=timezone.now() - LATELY,
        )
        .order_by("-times_answered", "score", "pk")
        .values_list(
            "candidate",
            "question__short_name",
            "times_asked",
            "times_answered",
            "first_score",
            "best_score",
            "score",
        )
    )
    for candidate_id, name, asked, times, first, best, score in tried:
        if band_of(score) not in _GOOD:
            is_answer = first or asked == times
            scores = [f"{first / 10:.1f} the first time"] if is_answer else []
            scores += [f"{best / 10:.1f} at best"] if best > first else []
            scores.append(f"{score / 10:.1f} the last")
            why = f"has answered “{name}” {spelled(times)} times: {', '.join(scores)}"
            yield Stuck(by_user[candidate_id], why)


def inactive(members: Sequence[Member], opened: Sequence[OpenInterview], today: date) -> Iterator[Stuck]:
    """The longest inactive first. What an open interview has is no answer day yet, so it is looked at too."""
    touched = {interview.user_id: day_of(interview.touched_at) for interview in opened}
    quiet = [(max(member.quiet_since, touched.get(member.user_id, date.min)), member) for member in members]
    for since, member in sorted(quiet, key=lambda each: each[0]):
        if today - since < INACTIVE:
            return
        days = f"{spelled((today - since).days)} days"
        if member.last_day or member.user_id in touched:
            yield Stuck(member, f"has not answered anything for {days}")
        else:
            yield Stuck(member, f"joined {days} ago and has not answered anything yet")
