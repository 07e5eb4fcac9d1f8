"""The home page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from quiz.models import EarlierScore, Interview, Override, User
from quiz.models.reviews import days_leapt_over, days_practised
from quiz.reports.assignments import OpenTask, open_tasks
from quiz.reports.reviews import Due, due
from quiz.reports.rooms import Waiting, waiting_in
from quiz.reports.streaks import Practice, practice

RECENT = 5
"""Finished interviews shown on the home page."""


@dataclass(frozen=True)
class Today:
    """The home page; `waiting` is the turn that the unfinished interview waits for.

    `tasks` are what leads have assigned and isn't done, `regraded` are scores that were lately replaced by
    others, `overrides` what leads lately gave answers.
    """

    day: date
    practice: Practice
    due: Due
    unfinished: Interview | None
    waiting: Waiting | None
    tasks: Sequence[OpenTask]
    recent: Sequence[Interview]
    finished_count: int
    regraded: Sequence[EarlierScore]
    overrides: Sequence[Override]


def today(candidate: User) -> Today:
    unfinished = Interview.objects.of(candidate).mock().unfinished().first()
    waiting = unfinished.attempts.waiting().first() if unfinished else None
    finished = Interview.objects.of(candidate).mock().finished()
    day = candidate.day_of(timezone.now())
    return Today(
        day=day,
        practice=practice(days_practised(candidate), day, leapt=days_leapt_over(candidate)),
        due=due(candidate),
        unfinished=unfinished,
        waiting=waiting_in(unfinished, waiting) if unfinished and waiting else None,
        tasks=open_tasks(candidate),
        recent=list(finished[:RECENT]),
        finished_count=finished.count(),
        regraded=list(EarlierScore.objects.news_for(candidate).with_names()[:RECENT]),
        overrides=list(Override.objects.news_for(candidate).with_names()[:RECENT]),
    )
